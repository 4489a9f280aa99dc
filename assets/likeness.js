// Says while a letter is written how much of it is the writer's own. Without it the button does the same.

const PAUSE_MS = 900
const MIN_CHARS = 60

for (const box of document.querySelectorAll('[data-enhance="likeness"]')) {
  const { form } = box.querySelector('button')
  const note = box.querySelector('[aria-live]')
  let timer
  let number = 0
  form.elements.text.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(compare, PAUSE_MS)
  })
  box.querySelector('button').addEventListener('click', (event) => {
    event.preventDefault()
    void compare()
  })

  async function compare() {
    const text = form.elements.text.value
    if (text.length < MIN_CHARS) return
    number += 1
    const mine = number
    const body = new URLSearchParams({ text })
    const response = await fetch(`${box.dataset.address}?part=note`, {
      method: 'POST',
      body,
    }).catch(() => undefined)
    // An answer to older words comes too late.
    if (!response?.ok || mine !== number) return
    const page = new DOMParser().parseFromString(await response.text(), 'text/html')
    note.replaceChildren(...page.body.childNodes)
  }
}
