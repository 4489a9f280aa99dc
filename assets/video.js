// A click on the poster of a video opens it in the page, in a frame that may do little else than
// play. Until then nothing is asked of the video's host. Without this script the poster is a link.

for (const link of document.querySelectorAll('a[data-enhance="video"]')) {
  const note = link.parentElement.querySelector('figcaption > span')
  note.textContent = link.dataset.note
  link.addEventListener('click', function open(event) {
    // Whoever wants another tab or window gets the link.
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    link.removeEventListener('click', open)
    const frame = frameOf(link)
    link.replaceWith(frame)
    frame.focus()
    // Some videos play on their own site only.
    link.className = ''
    link.textContent = link.dataset.elsewhere
    note.replaceChildren(link)
  })
}

function frameOf({ dataset }) {
  const frame = document.createElement('iframe')
  frame.sandbox = 'allow-scripts allow-same-origin allow-presentation'
  frame.allow = 'autoplay; fullscreen; encrypted-media; picture-in-picture'
  frame.referrerPolicy = dataset.referrer
  frame.title = dataset.title
  frame.src = dataset.frame
  return frame
}
