const KEY = 'emulator-inbox-theme';

/** Light or dark as the system has it, until the button says otherwise; the choice is kept in this browser. */
export function followTheme(button) {
  const systemDark = matchMedia('(prefers-color-scheme: dark)');
  let chosen = localStorage.getItem(KEY);

  function draw() {
    const dark = chosen ? chosen === 'dark' : systemDark.matches;
    if (chosen) document.documentElement.dataset.theme = chosen;
    button.querySelector('use').setAttribute('href', dark ? '#icon-light' : '#icon-dark');
    button.querySelector('span').textContent = dark ? 'Light colours' : 'Dark colours';
    return dark;
  }

  button.addEventListener('click', () => {
    chosen = draw() ? 'light' : 'dark';
    localStorage.setItem(KEY, chosen);
    draw();
  });
  systemDark.addEventListener('change', draw);
  draw();
}
