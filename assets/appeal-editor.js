// The editor of an appeal saves by itself while somebody types, and says so. Whoever was signed out
// meanwhile signs in in another window, and the text is saved from here. Without it the buttons do
// the same, and need a session that lasts.

const PAUSE_MS = 3000
const RETRY_MS = 5000

for (const form of document.querySelectorAll('form[data-enhance="appeal-editor"]')) watch(form)

function watch(form) {
  let saved = textOf(form)
  let timer
  let [isLeaving, isReady, isBusy] = [false, false, false]

  const plan = (ms) => {
    clearTimeout(timer)
    timer = setTimeout(save, ms)
  }

  async function save() {
    if (isBusy || isLeaving || textOf(form) === saved) return
    isBusy = true
    // When the server is away, what was typed stays here, and is tried again.
    const pause = await send(textOf(form)).catch(() => RETRY_MS)
    isBusy = false
    if (pause !== undefined && textOf(form) !== saved) plan(pause)
  }

  async function send(text) {
    if (form.dataset.isShut && !(await renew(form))) return RETRY_MS
    const response = await fetch(form.dataset.autosave, { method: 'POST', body: bodyOf(form) })
    if (response.status === 403) return (await renew(form)) ? PAUSE_MS : RETRY_MS
    if (response.status === 409) return void say(form, form.dataset.conflict)
    if (!response.ok) return RETRY_MS
    const { revision, at } = await response.json()
    form.elements.base.value = revision
    saved = text
    const time = new Date(at).toLocaleTimeString([], { timeStyle: 'short' })
    say(form, `${form.dataset.saved} ${time}`)
    form.dispatchEvent(new Event('saved'))
    return PAUSE_MS
  }

  form.addEventListener('input', () => {
    if (!form.dataset.isShut) say(form, form.dataset.unsaved)
    plan(PAUSE_MS)
  })
  form.addEventListener('submit', async (event) => {
    if (isReady) return
    event.preventDefault()
    if (isLeaving) return
    isLeaving = true
    isReady = await renew(form).catch(() => false)
    if (isReady) return void form.requestSubmit(event.submitter)
    isLeaving = false
    plan(RETRY_MS)
  })
  addEventListener('focus', () => form.dataset.isShut && plan(0))
  addEventListener('beforeunload', (event) => {
    if (!isLeaving && textOf(form) !== saved) event.preventDefault()
  })
  addEventListener('pageshow', () => {
    ;[isLeaving, isReady] = [false, false]
  })
}

/** Fetches the token of whoever is signed in now. Another person's must not put a name to this text. */
async function renew(form) {
  const response = await fetch(form.action, { redirect: 'manual', cache: 'no-store' })
  const page = response.ok ? await response.text() : ''
  const now = new DOMParser().parseFromString(page, 'text/html').querySelector('.sheet-form')
  const isSame = now?.dataset.writer === form.dataset.writer
  if (isSame) {
    form.elements.csrf.value = now.elements.csrf.value
    delete form.dataset.isShut
  } else if (response.status < 500) {
    form.dataset.isShut = '1'
    say(form, response.type === 'opaqueredirect' ? form.dataset.signedOut : form.dataset.other)
  }
  return isSame
}

/** Rows that are ticked to be removed go when somebody presses the button, not by themselves. */
function bodyOf(form) {
  const body = new URLSearchParams(new FormData(form))
  body.delete('remove')
  return body
}

/** What somebody typed: neither the revision it stands on nor the token. */
function textOf(form) {
  const body = bodyOf(form)
  for (const name of ['base', 'csrf']) body.delete(name)
  return body.toString()
}

function say(form, words) {
  for (const output of form.querySelectorAll('[data-state]')) output.textContent = words
}
