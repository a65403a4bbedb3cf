// A module for modellers and viewers built on bpmn-js: draws an icon on the service tasks of connectors.
//
//   import connectorIcons from './connector-icons.js';
//
//   new BpmnModeler({
//     additionalModules: [ connectorIcons ],
//     connectorIcons: { 'twilio-connector': 'data:image/svg+xml;base64,...' },
//   });

import BaseRenderer from 'diagram-js/lib/draw/BaseRenderer.js';
import { getBusinessObject, is } from 'bpmn-js/lib/util/ModelUtil.js';
import { isLabel } from 'bpmn-js/lib/util/LabelUtil.js';
import { append, create } from 'tiny-svg';

// Above bpmn-js's own renderer (1000), below that of element templates (1250): an icon in the diagram itself comes first.
const PRIORITY = 1200;

const ICON = { x: 5, y: 5, width: 18, height: 18 };

/** What a service task calls: its implementation in Activiti, its job type in Camunda 8; undefined if it calls nothing. */
export function implementationOf(element) {
  if (isLabel(element) || !is(element, 'bpmn:ServiceTask')) {
    return undefined;
  }
  const task = getBusinessObject(element);
  // 'zeebe:taskDefinition' where the modeller does not know Camunda's extensions, 'zeebe:TaskDefinition' where it does.
  const job = task.extensionElements?.values?.find(extension => /^zeebe:taskDefinition$/i.test(extension.$type));
  return task.get('implementation') ?? job?.type;
}

/** The connector that a service task calls: what stands before the first dot of its implementation. */
export function connectorOf(element) {
  return implementationOf(element)?.split('.', 1)[0];
}

class ConnectorIconRenderer extends BaseRenderer {
  constructor(icons, bpmnRenderer, eventBus) {
    super(eventBus, PRIORITY);
    this.icons = new Map(Object.entries(icons ?? {}));
    this.bpmnRenderer = bpmnRenderer;
  }

  canRender(element) {
    return this.icons.has(connectorOf(element));
  }

  drawShape(parent, element, attrs) {
    const shape = this.bpmnRenderer.handlers['bpmn:Task'](parent, element, attrs);
    append(parent, create('image', { href: this.icons.get(connectorOf(element)), ...ICON }));
    return shape;
  }
}

ConnectorIconRenderer.$inject = [ 'config.connectorIcons', 'bpmnRenderer', 'eventBus' ];

export default {
  __init__: [ 'connectorIconRenderer' ],
  connectorIconRenderer: [ 'type', ConnectorIconRenderer ],
};
