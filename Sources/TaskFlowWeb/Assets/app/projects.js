// Projects: all of them, and one with its settings and members.

import { h, icon, fill, bdi } from './dom.js';
import { apiAll, apiGet, apiSend } from './api.js';
import { emptyState, errorState, field, select, skeleton, workerChip } from './widgets.js';
import { fail, toast } from './announce.js';
import { confirmAction, openDialog } from './dialogs.js';
import { href, navigate } from './router.js';
import { isAdmin, loadCrew, me, session } from './session.js';

export function mountProjects(host) {
  const body = h('div', null, skeleton(5));
  host.append(h('div', { class: 'page' }, h('header', { class: 'page-head' }, h('h1', { tabindex: '-1', class: 'page-title' }, 'Projects'),
    h('button', { type: 'button', class: 'button primary', on: { click: projectsNew } }, icon('plus'), 'New project')), body));
  const load = async () => {
    try {
      const data = await apiAll('/api/projects');
      fill(body, data.length ? h('ul', { class: 'rows tasks' }, data.map((project) => h('li', { class: 'row-item' }, icon('projects'),
        h('a', { class: 'task-title', href: href('/projects/' + project.slug) }, bdi(project.name)), h('span', { class: 'row-more' },
          project.review_required && h('span', { class: 'chip' }, 'review required'), h('span', { class: 'hint' }, project.task_count + (project.task_count === 1 ? ' task' : ' tasks')), workerChip(project.owner_id), h('a', { href: href('/?project=' + project.slug) }, 'Board')))))
        : emptyState('projects', 'No project yet', 'A project has its own crew, and says whether work must be reviewed.', h('button', { type: 'button', class: 'button primary', on: { click: projectsNew } }, 'New project')));
    } catch (error) {
      fill(body, errorState(error, load));
    }
  };
  load();
  return {};
}

function projectsNew() {
  const name = h('input', { class: 'input', id: 'project-name', required: true, maxlength: 200, autofocus: true });
  const slug = h('input', { class: 'input', id: 'project-slug', required: true, pattern: '[a-z0-9]+(-[a-z0-9]+)*', maxlength: 100 });
  let typed = false;
  name.addEventListener('input', () => { if (!typed) slug.value = name.value.toLowerCase().normalize('NFKD').replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, ''); });
  slug.addEventListener('input', () => { typed = true; });
  const review = h('input', { type: 'checkbox', id: 'project-review' });
  const wrong = h('p', { class: 'wrong', role: 'alert' });
  const form = h('form', { class: 'stack', on: { submit: async (event) => {
    event.preventDefault();
    try {
      const { data } = await apiSend('POST', '/api/projects', { slug: slug.value, name: name.value.trim(), review_required: review.checked });
      dialog.close();
      await loadCrew();
      navigate('/projects/' + data.slug);
    } catch (error) {
      wrong.textContent = error.message;
    }
  } } }, field('Name', name), field('Short name', slug, 'For addresses and the command line; it stays.'), h('label', { class: 'check' }, review, 'Work must be reviewed before it is done'), wrong,
  h('div', { class: 'row end' }, h('button', { class: 'button primary' }, 'Create')));
  const dialog = openDialog({ title: 'New project', body: form });
}

export function mountProject(host, route) {
  const [slug] = route.params;
  const body = h('div', { class: 'stack' }, skeleton(6));
  const heading = h('h1', { tabindex: '-1', class: 'page-title' }, slug);
  host.append(h('div', { class: 'page' }, h('header', { class: 'page-head' }, heading, h('a', { class: 'button', href: href('/?project=' + slug) }, icon('board'), 'Board')), body));
  const load = async () => {
    try {
      const [{ data: project }, members] = await Promise.all([apiGet('/api/projects/' + slug), apiAll('/api/projects/' + slug + '/members')]);
      fill(heading, bdi(project.name));
      const owns = isAdmin() || members.some((member) => member.worker_id === me() && member.role === 'owner');
      fill(body, projectsSettings(project, owns, load), projectsMembers(slug, members, owns, load));
    } catch (error) {
      fill(body, error.status === 404 ? emptyState('projects', 'No such project', 'It may have been deleted, or you are not in it.', h('a', { class: 'button', href: href('/projects') }, 'All projects')) : errorState(error, load));
    }
  };
  load();
  return {};
}

function projectsSettings(project, owns, reload) {
  const name = h('input', { class: 'input', id: 'settings-name', value: project.name, maxlength: 200, disabled: !owns });
  const about = h('textarea', { class: 'input', id: 'settings-about', rows: 3, value: project.description ?? '', disabled: !owns });
  const review = h('input', { type: 'checkbox', id: 'settings-review', disabled: !owns });
  review.checked = project.review_required;
  const by = select(project.review_by, [['anyone', 'Anyone who did not do it'], ['person', 'A person who did not do it']], { id: 'settings-by', disabled: !owns });
  return h('form', { class: 'panel stack', on: { submit: async (event) => {
    event.preventDefault();
    try {
      await apiSend('PATCH', '/api/projects/' + project.slug, { name: name.value.trim(), description: about.value || null, review_required: review.checked, review_by: by.value });
      toast('Saved');
      await loadCrew();
      reload();
    } catch (error) {
      fail(error);
    }
  } } }, h('h2', { class: 'section-title' }, 'Settings'), field('Name', name), field('About', about), h('label', { class: 'check' }, review, 'Work must be reviewed before it is done'), field('Who may judge', by),
  owns && h('div', { class: 'row end' }, h('button', { class: 'button primary' }, 'Save')));
}

function projectsMembers(slug, members, owns, reload) {
  const run = async (method, path, input) => {
    try {
      await apiSend(method, '/api/projects/' + slug + '/members' + path, input);
      reload();
    } catch (error) {
      fail(error);
    }
  };
  const roles = [['owner', 'Owner'], ['member', 'Member'], ['viewer', 'Viewer']];
  const others = [...session.crew.values()].filter((worker) => !members.some((member) => member.worker_id === worker.id));
  const who = select('', [['', 'Whom to add'], ...others.map((worker) => [worker.id, worker.handle])], { 'aria-label': 'Whom to add', required: true });
  const role = select('member', roles, { 'aria-label': 'Role' });
  return h('section', { class: 'panel stack' }, h('h2', { class: 'section-title' }, 'Members', h('span', { class: 'count' }, members.length)),
    h('ul', { class: 'rows' }, members.map((member) => h('li', { class: 'row-item' }, workerChip({ ...member, id: member.worker_id }, { long: true }), member.handle !== member.name && h('span', { class: 'hint' }, bdi(member.handle)), h('span', { class: 'row-more' },
      owns ? select(member.role, roles, { 'aria-label': 'Role of ' + member.handle, on: { change: (event) => run('POST', '', { worker_id: member.worker_id, role: event.target.value }) } }) : member.role,
      owns && h('button', { type: 'button', class: 'iconbutton', 'aria-label': 'Remove ' + member.handle, on: { click: async () => { if (await confirmAction({ title: 'Take ' + member.handle + ' out?', text: 'What it holds here goes back to do.', confirm: 'Take out', danger: true })) run('DELETE', '/' + encodeURIComponent(member.worker_id)); } } }, icon('close')))))),
    owns && others.length > 0 && h('form', { class: 'row', on: { submit: (event) => { event.preventDefault(); run('POST', '', { worker_id: who.value, role: role.value }); } } }, who, role, h('button', { class: 'button' }, 'Add')));
}
