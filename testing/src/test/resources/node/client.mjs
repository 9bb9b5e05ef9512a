// What a program with @kubernetes/client-node does: it prints what it saw, one line a step.
import * as k8s from '@kubernetes/client-node';

const config = new k8s.KubeConfig();
config.loadFromFile(process.argv[2]);
const core = config.makeApiClient(k8s.CoreV1Api);
const namespace = 'node';
await core.createNamespace({ body: { metadata: { name: namespace } } });

const created = await core.createNamespacedConfigMap({ namespace, body: { metadata: { name: 'a' }, data: { k: '1' } } });
console.log('created', created.metadata.name, created.data.k, created.metadata.creationTimestamp instanceof Date);
try {
    await core.createNamespacedConfigMap({ namespace, body: { metadata: { name: 'a' } } });
} catch (refused) {
    console.log('refused', refused.code, JSON.parse(refused.body).reason);
}
created.data.k = '2';
const replaced = await core.replaceNamespacedConfigMap({ name: 'a', namespace, body: created });
console.log('replaced', replaced.data.k);
const patched = await core.patchNamespacedConfigMap(
    { name: 'a', namespace, body: [{ op: 'replace', path: '/data/k', value: '3' }] },
    k8s.setHeaderOptions('Content-Type', k8s.PatchStrategy.JsonPatch));
console.log('patched', patched.data.k);

const watch = new k8s.Watch(config);
const seen = [];
const done = new Promise((resolve, reject) => {
    watch.watch(`/api/v1/namespaces/${namespace}/configmaps`, { fieldSelector: 'metadata.name=b' }, (type) => {
        seen.push(type);
        if (type === 'DELETED') resolve();
    }, (error) => reject(error)).then(async (request) => {
        await core.createNamespacedConfigMap({ namespace, body: { metadata: { name: 'b' } } });
        await core.deleteNamespacedConfigMap({ name: 'b', namespace });
        await done;
        request.abort();
    });
});
await done;
console.log('watched', seen.join(' '));

const informer = k8s.makeInformer(config, `/api/v1/namespaces/${namespace}/configmaps`,
    () => core.listNamespacedConfigMap({ namespace, fieldSelector: 'metadata.name!=kube-root-ca.crt' }));
const added = new Promise((resolve) => informer.on('add', (object) => resolve(object.metadata.name)));
await informer.start();
console.log('informed', await added);
await informer.stop();
await core.deleteNamespace({ name: namespace });
process.exit(0);
