// Camunda's own client for Node does three jobs of a stand-in: node camunda8.js ADDRESS
import createCamundaClient from '@camunda8/orchestration-cluster-api';

const seen = [];
const client = createCamundaClient({
  config: {
    CAMUNDA_REST_ADDRESS: process.argv[2],
    CAMUNDA_AUTH_STRATEGY: 'BASIC',
    CAMUNDA_BASIC_AUTH_USERNAME: 'demo',
    CAMUNDA_BASIC_AUTH_PASSWORD: 'demo',
    CAMUNDA_SDK_LOG_LEVEL: 'silent',
  },
});
await new Promise((resolve) => {
  const worker = client.createJobWorker({
    jobType: 'twilio-connector.SEND_SMS',
    maxParallelJobs: 1,
    jobTimeoutMs: 20_000,
    pollIntervalMs: 50,
    fetchVariables: ['smsBody'],
    jobHandler: async (job) => {
      seen.push({ key: job.jobKey, retries: job.retries, variables: job.variables });
      if (seen.length === 3) setTimeout(() => { worker.stop(); resolve(); }, 500);
      switch (job.variables.smsBody) {
        case 'complete':
          await client.updateJob({ jobKey: job.jobKey, changeset: { timeout: 30_000 } });
          return job.complete({ smsResult: { SM1: '+15558675310' } });
        case 'error':
          return job.error({ errorCode: 'INVALID_TO_PHONE_NUMBER_ERROR', errorMessage: 'no such number' });
        default:
          return job.fail({ errorMessage: 'ask a person', retries: 0 });
      }
    },
  });
});
console.log(JSON.stringify(seen));
process.exit(0);
