// Keys for whoever decides on many things: j and k go through the list, a and r decide, u takes the
// last decision back, ? shows this. Everything can be done without it by the buttons themselves.

const items = [...document.querySelectorAll('.work-item')]
let current = items[0]
current?.classList.add('is-current')

const keys = {
  j: () => go(1),
  k: () => go(-1),
  a: () => press(current, 'approved'),
  r: () => press(current, 'refused'),
  u: () => press(document, 'undo'),
  '?': showKeys,
}

document.addEventListener('keydown', (event) => {
  const isTyping = event.target.closest('input, textarea, select')
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return
  const act = keys[event.key]
  if (!act) return
  event.preventDefault()
  act()
})

for (const item of items) item.addEventListener('focusin', () => choose(item))

function go(step) {
  const next = items[items.indexOf(current) + step]
  if (!next) return
  choose(next)
  next.focus()
}

function choose(item) {
  current?.classList.remove('is-current')
  current = item
  current.classList.add('is-current')
}

/** A decision that needs words first opens the field for them instead. */
function press(where, name) {
  const form = where?.querySelector(`form[data-enhance="${name}"]`)
  if (!form) return
  const box = form.closest('details')
  if (box && !box.open) {
    box.open = true
    form.querySelector('input[type="text"]')?.focus()
    return
  }
  form.requestSubmit()
}

function showKeys() {
  const help = document.querySelector('#keys')
  help.open = !help.open
  if (help.open) help.scrollIntoView({ block: 'nearest' })
}
