// Beside the form of an appeal stands the page as it would be, and follows whatever is saved. Without
// it a button leads there.

for (const form of document.querySelectorAll('form[data-enhance="appeal-editor"]')) {
  const frame = document.createElement('iframe')
  frame.className = 'sheet-preview'
  frame.title = form.dataset.previewTitle
  frame.src = form.dataset.preview
  frame.loading = 'lazy'
  form.after(frame)
  form.addEventListener('saved', () => frame.contentWindow?.location.reload())
}
