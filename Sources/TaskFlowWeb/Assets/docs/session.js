// Says above the API's documentation as whom one is signed in, for "Try it out" calls as that person.
'use strict';
(async () => {
  const banner = document.getElementById('session');
  const page = location.pathname.split('/').at(-1);
  const tries = page === 'docs';
  const say = (...parts) => {
    banner.replaceChildren(...parts);
  };
  const link = (href, text) => {
    const made = document.createElement('a');
    made.href = href;
    made.textContent = text;
    return made;
  };
  try {
    const answer = await fetch('api/me', { headers: { Accept: 'application/json' } });
    if (answer.ok) {
      const { worker, role } = await answer.json();
      const name = document.createElement('strong');
      name.textContent = worker.name;
      const handle = worker.handle && worker.handle !== worker.name ? ` (${worker.handle}, ${role})` : ` (${role})`;
      say('Signed in as ', name, handle, tries ? '. “Try it out” calls as you, on your real tasks. ' : '. ', link('./', 'To the board'));
    } else if (answer.status === 401) {
      say('You are not signed in. ', link(`sign-in?next=/${page}`, 'Sign in'), tries ? ', or paste a key under Authorize, to try calls out.' : '.');
    } else {
      say(`The server cannot say who you are (${answer.status}).`);
    }
  } catch {
    say('The server cannot be reached.');
  }
})();
