// The editor of an appeal saves by itself while somebody types, says so, and shows the page as it
// would be beside the form. Without it the buttons do the same.

const PAUSE_MS = 3000
const RETRY_MS = 5000

for (const form of document.querySelectorAll('form[data-enhance="appeal-editor"]')) watch(form)

function watch(form) {
  const frame = addPreview(form)
  let saved = textOf(form)
  let timer
  let isLeaving = false
  let isBusy = false

  const plan = (ms) => {
    clearTimeout(timer)
    timer = setTimeout(save, ms)
  }

  async function save() {
    const text = textOf(form)
    if (isBusy || isLeaving || text === saved) return
    isBusy = true
    let pause = RETRY_MS
    try {
      const response = await fetch(form.dataset.autosave, { method: 'POST', body: bodyOf(form) })
      if (response.status === 409) {
        say(form, form.dataset.conflict)
        pause = undefined
      } else if (response.ok) {
        const { revision, at } = await response.json()
        form.elements.base.value = revision
        saved = text
        say(
          form,
          `${form.dataset.saved} ${new Date(at).toLocaleTimeString([], { timeStyle: 'short' })}`,
        )
        frame.contentWindow?.location.reload()
        pause = PAUSE_MS
      }
    } catch {
      // The server is away; what was typed stays here, and is tried again.
    }
    isBusy = false
    if (pause !== undefined && textOf(form) !== saved) plan(pause)
  }

  form.addEventListener('input', () => {
    say(form, form.dataset.unsaved)
    plan(PAUSE_MS)
  })
  form.addEventListener('submit', () => {
    isLeaving = true
  })
  addEventListener('beforeunload', (event) => {
    if (!isLeaving && textOf(form) !== saved) event.preventDefault()
  })
  addEventListener('pageshow', () => {
    isLeaving = false
  })
}

/** Rows that are ticked to be removed go when somebody presses the button, not by themselves. */
function bodyOf(form) {
  const body = new URLSearchParams(new FormData(form))
  body.delete('remove')
  return body
}

function textOf(form) {
  const body = bodyOf(form)
  body.delete('base')
  return body.toString()
}

function say(form, words) {
  for (const output of form.querySelectorAll('[data-state]')) output.textContent = words
}

function addPreview(form) {
  const frame = document.createElement('iframe')
  frame.className = 'sheet-preview'
  frame.title = form.dataset.previewTitle
  frame.src = form.dataset.preview
  frame.loading = 'lazy'
  form.after(frame)
  return frame
}
