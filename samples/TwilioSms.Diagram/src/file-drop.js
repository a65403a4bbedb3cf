/** Calls open with the file that is dropped anywhere on the page, or chosen with its button. */
export function onFile(open) {
  const overlay = document.getElementById('drop');
  const input = document.querySelector('input[type=file]');
  // Every element that the pointer crosses enters and leaves; only the last leave is one of the page.
  let depth = 0;

  function hide() {
    depth = 0;
    overlay.hidden = true;
  }

  document.addEventListener('dragenter', event => {
    event.preventDefault();
    depth++;
    overlay.hidden = !event.dataTransfer.types.includes('Files');
  });
  document.addEventListener('dragleave', () => {
    if (--depth === 0) {
      hide();
    }
  });
  document.addEventListener('dragover', event => event.preventDefault());
  document.addEventListener('drop', event => {
    event.preventDefault();
    hide();
    const [ file ] = event.dataTransfer.files;
    if (file) {
      open(file);
    }
  });
  input.addEventListener('change', () => {
    const [ file ] = input.files;
    // The same file can be chosen again once it has been changed.
    input.value = '';
    if (file) {
      open(file);
    }
  });
}
