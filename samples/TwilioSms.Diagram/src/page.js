import connectorIcons, { connectorOf } from '../../../src/TwilioSms/Connector/Modeler/connector-icons.js';
import definition from '../../../src/TwilioSms/Connector/Modeler/twilio-connector.json';
import logo from '../../../src/TwilioSms/Connector/Modeler/twilio-logo.svg';
import elementTemplateIcons from '@bpmn-io/element-template-icon-renderer';
import Viewer from 'bpmn-js/lib/NavigatedViewer.js';
import { is } from 'bpmn-js/lib/util/ModelUtil.js';
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json';
import activitiDiagram from '../diagrams/order-shipped.activiti.bpmn';
import camundaDiagram from '../diagrams/order-shipped.camunda.bpmn';
import { showCalls, showConnector } from './connector-panel.js';
import { onFile } from './file-drop.js';

const diagrams = { activiti: activitiDiagram, camunda: camundaDiagram };

const viewer = new Viewer({
  container: '#canvas',
  additionalModules: [ connectorIcons, elementTemplateIcons ],
  moddleExtensions: { zeebe },
  connectorIcons: { [definition.name]: logo },
  bpmnRenderer: { defaultFillColor: '#ffffff', defaultStrokeColor: '#252a37', defaultLabelColor: '#252a37' },
  textRenderer: { defaultStyle: { fontFamily: 'Inter, system-ui, sans-serif', fontSize: 12 }, externalStyle: { fontSize: 11 } },
});
const canvas = viewer.get('canvas');
const message = document.getElementById('message');

let shown;

async function show(name, xml = diagrams[name]) {
  await viewer.importXML(xml);
  shown = { name, xml };
  for (const button of document.querySelectorAll('[data-diagram]')) {
    button.setAttribute('aria-pressed', String(button.dataset.diagram === name));
  }
  fit();
  const elements = viewer.get('elementRegistry');
  const tasks = elements.filter(element => connectorOf(element) === definition.name);
  const errorEvents = elements.filter(element => is(element, 'bpmn:BoundaryEvent') && tasks.includes(element.host));
  tasks.forEach(task => canvas.addMarker(task, 'connector-task'));
  errorEvents.forEach(event => canvas.addMarker(event, 'connector-error'));
  showCalls(definition, tasks.length, errorEvents, pointAt);
}

function pointAt(element, isPointedAt) {
  (isPointedAt ? canvas.addMarker : canvas.removeMarker).call(canvas, element, 'pointed-at');
}

function fit() {
  canvas.zoom('fit-viewport');
  const { inner, outer } = canvas.viewbox();
  const scale = Math.min(1.5, 0.86 * Math.min(outer.width / inner.width, outer.height / inner.height));
  const [ width, height ] = [ outer.width / scale, outer.height / scale ];
  canvas.viewbox({ x: inner.x + (inner.width - width) / 2, y: inner.y + (inner.height - height) / 2, width, height });
}

async function open(file) {
  tell(null);
  let xml = '';
  try {
    xml = await file.text();
    await show('own', xml);
  } catch (error) {
    tell(`${file.name} cannot be shown: ${reasonOf(error, xml)}`);
    await show(shown.name, shown.xml);
    return;
  }
  diagrams.own = xml;
  const button = document.querySelector('[data-diagram=own]');
  button.hidden = false;
  button.textContent = file.name;
}

function reasonOf(error, xml) {
  return xml.trim() === '' ? 'it is empty or cannot be read.'
    : error.message === 'no diagram to display' ? 'it describes a process but draws no diagram of it. Save it from a modeller.'
    : `it is not a BPMN 2.0 diagram (${error.message.split('\n', 1)[0]}).`;
}

function tell(text) {
  message.hidden = text === null;
  message.querySelector('p').textContent = text ?? '';
}

document.querySelectorAll('[data-diagram]').forEach(button => button.addEventListener('click', () => show(button.dataset.diagram)));
document.querySelector('[data-zoom=in]').addEventListener('click', () => viewer.get('zoomScroll').stepZoom(1));
document.querySelector('[data-zoom=out]').addEventListener('click', () => viewer.get('zoomScroll').stepZoom(-1));
document.querySelector('[data-zoom=fit]').addEventListener('click', fit);
message.querySelector('button').addEventListener('click', () => tell(null));
window.addEventListener('resize', () => { canvas.resized(); fit(); });
onFile(open);
showConnector(definition, logo);
show('activiti');
