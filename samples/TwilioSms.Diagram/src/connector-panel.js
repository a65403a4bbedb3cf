// The panel beside the diagram: the connector as its definition describes it, and how the diagram uses it.

export function showConnector(definition, logo) {
  const [ action ] = Object.values(definition.actions);
  document.getElementById('logo').src = logo;
  document.getElementById('name').textContent = action.name;
  document.getElementById('implementation').textContent = `${definition.name}.${action.name}`;
  document.getElementById('inputs').replaceChildren(...action.inputs.map(parameterItem));
  document.getElementById('outputs').replaceChildren(...action.outputs.map(parameterItem));
}

/** Tells of the tasks that call the connector, and of the error events at them; calls pointAt(event, true or false) as the pointer
 *  comes and goes over an error. */
export function showCalls(definition, taskCount, errorEvents, pointAt) {
  document.getElementById('calls').textContent =
    taskCount === 0 ? 'No task of this diagram calls it.'
    : taskCount === 1 ? 'One task of this diagram calls it.'
    : `${taskCount} tasks of this diagram call it.`;
  const items = [ ...errorEvents ].sort((a, b) => a.x - b.x).map(event => errorItem(definition, event, pointAt));
  document.getElementById('errors').replaceChildren(...(items.length > 0 ? items : [ item('None.') ]));
}

function parameterItem({ name, type, required, description }) {
  const kind = document.createElement('span');
  kind.className = 'kind';
  kind.textContent = required ? `${type}, required` : type;
  const row = item(description.replaceAll('`', ''));
  row.prepend(code(name), kind);
  return row;
}

function errorItem(definition, event, pointAt) {
  const errorCode = event.businessObject.eventDefinitions?.[0]?.errorRef?.errorCode;
  const known = definition.errors.find(error => error.code === errorCode);
  const row = item(
    known ? known.description
    : errorCode ? 'Not an error of this connector: it will never be caught here.'
    : 'Every error.');
  row.classList.toggle('unknown', Boolean(errorCode) && !known);
  row.prepend(code(errorCode ?? 'any'));
  row.addEventListener('pointerenter', () => pointAt(event, true));
  row.addEventListener('pointerleave', () => pointAt(event, false));
  return row;
}

function item(text) {
  const row = document.createElement('li');
  const paragraph = document.createElement('p');
  paragraph.textContent = text;
  row.append(paragraph);
  return row;
}

function code(text) {
  const element = document.createElement('code');
  element.textContent = text;
  return element;
}
