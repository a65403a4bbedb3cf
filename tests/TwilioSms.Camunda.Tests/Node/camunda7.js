// Camunda 7's own client for Node does three tasks of a stand-in: node camunda7.js ADDRESS
import { Client, Variables } from 'camunda-external-task-client-js';

const seen = [];
const client = new Client({ baseUrl: process.argv[2] + '/engine-rest', maxTasks: 1, asyncResponseTimeout: 2000, interval: 50 });
await new Promise((resolve, reject) => {
  client.on('complete:error', (task, error) => reject(error));
  client.on('handleBpmnError:error', (task, error) => reject(error));
  client.on('handleFailure:error', (task, error) => reject(error));
  client.on('extendLock:error', (task, error) => reject(error));
  client.subscribe('twilio-connector.SEND_SMS', { lockDuration: 20_000, variables: ['smsBody', 'smsTo', 'metadata'] }, async ({ task, taskService }) => {
    seen.push({ id: task.id, variables: task.variables.getAll() });
    switch (task.variables.get('smsBody')) {
      case 'complete':
        await taskService.extendLock(task, 30_000);
        await taskService.complete(task, new Variables().setTyped('smsResult', { type: 'json', value: { SM1: '+15558675310' } }));
        break;
      case 'error':
        await taskService.handleBpmnError(task, 'INVALID_TO_PHONE_NUMBER_ERROR', 'no such number');
        break;
      default:
        await taskService.handleFailure(task, { errorMessage: 'ask a person', retries: 0, retryTimeout: 0 });
    }
    if (seen.length === 3) { client.stop(); resolve(); }
  });
});
console.log(JSON.stringify(seen));
process.exit(0);
