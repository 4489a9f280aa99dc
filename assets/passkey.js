// Where the browser knows passkeys, their forms are shown; sending one asks the passkey first.

const { PublicKeyCredential } = globalThis

for (const form of document.querySelectorAll('form[data-enhance="passkey"]')) {
  if (!PublicKeyCredential?.parseRequestOptionsFromJSON) break
  form.hidden = false
  form.addEventListener('submit', (event) => {
    if (form.elements.credential.value !== '') return
    event.preventDefault()
    form.querySelector('[data-failed]').hidden = true
    ask(form).catch(() => {
      form.querySelector('[data-failed]').hidden = false
    })
  })
}

/** Gets the task from the server, has the passkey do it, and sends the form with the answer. */
async function ask(form) {
  const csrf = form.elements.csrf?.value ?? ''
  const response = await fetch(form.dataset.task, {
    method: 'POST',
    headers: { 'x-csrf-token': csrf },
  })
  if (!response.ok) throw new Error(`the task was refused: ${response.status}`)
  const task = await response.json()
  const credential =
    form.dataset.act === 'create'
      ? await navigator.credentials.create({
          publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(task),
        })
      : await navigator.credentials.get({
          publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(task),
        })
  form.elements.credential.value = JSON.stringify(credential.toJSON())
  form.submit()
}
