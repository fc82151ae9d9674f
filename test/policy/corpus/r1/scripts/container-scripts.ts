import { type Json, unknown } from "../../../engine";
import type { CleanCase, ViolationCase } from "../../case";

type Props = { readonly [key: string]: Json };

const podOf = (container: Props): Props => ({ spec: { template: { spec: { containers: [container] } } } });
const resources = (container: Props) => [{ type: "kubernetes:batch/v1:Job", name: "shop", props: podOf(container) }];
const script = (text: string): Props => ({ image: "alpine", command: ["sh", "-c", text] });

const exposure: readonly (readonly [reason: string, text: string])[] = [
    ["a reverse ssh tunnel, to an address in brackets", "ssh -R [::]:80:localhost:80 edge@x"],
    ["a reverse ssh tunnel, on a port from a variable", "ssh -R $PORT:localhost:80 edge@x"],
    ["a reverse ssh tunnel, on a port from a variable in braces", "ssh -R ${PORT}:localhost:80 edge@x"],
    ["a reverse ssh tunnel for any target", "ssh -N -R 1080 edge@x"],
    ["a reverse ssh tunnel, over two lines", "ssh -N \\\n  -R 80:localhost:80 edge@x"],
    ["a reverse ssh tunnel, with the option after the host", "ssh edge@x -N -R 80:localhost:80"],
    ["a reverse ssh tunnel, after options with values", "ssh -i /key -p 443 -o A=b -tR 80:localhost:80 edge@x"],
    ["a reverse ssh tunnel, after options in a variable", "ssh $SSH_OPTS edge@x -R 80:localhost:80"],
    ["a reverse ssh tunnel, with option and port in one word", "ssh -NR80:localhost:80 edge@x"],
    ["a reverse ssh tunnel, through a jump host", 'ssh -o ProxyCommand="ssh -W %h:%p jump" -R 80:localhost:80 edge@x'],
    ["a reverse ssh tunnel, after an option without its value", "ssh -o ssh -R 80:localhost:80 edge@x"],
    ["a reverse ssh tunnel, run by an absolute path", "/usr/bin/ssh -R 80:localhost:80 edge@x"],
    ["a reverse autossh tunnel, after autossh's own option", "autossh -M 0 edge@x -R 80:localhost:80"],
    ["a reverse tunnel with another ssh client", "dbclient -R 80:localhost:80 edge@x"],
    ["a tunnel that npm installs", "npx --yes tunnelmole 80"],
    ["a tunnel that npm installs, under its short name", "npx tmole 80"],
    ["an unjs tunnel", "npx untun@latest tunnel http://shop"],
    ["a WebSocket tunnel", "wstunnel client -R tcp://80:localhost:80 wss://x"],
    ["an application that Teleport publishes", "teleport app start --name=shop --uri=http://shop"],
    ["a Teleport agent for applications", "teleport start --roles=node,app --auth-server=x:443"],
    ["a Teleport agent for one application", "teleport start --app-uri=http://shop"],
    [
        "a Service through the cluster's API",
        "curl -d @/s.json https://kubernetes.default.svc/api/v1/namespaces/a/services",
    ],
    [
        "a Service through the cluster's address",
        "curl -XPOST https://$KUBERNETES_SERVICE_HOST:443/api/v1/namespaces/a/services",
    ],
    ["a Service through wget", "wget --post-file=/s.json https://kubernetes.default.svc/api/v1/namespaces/a/services"],
    ["an Argo CD application", "argocd app create shop --repo https://x"],
    ["an object that Flux applies", "flux bootstrap github --owner=shop"],
    ["a mesh with its gateways", "istioctl install -y"],
    ["a CDK stack", "npx cdk deploy --all"],
    ["objects that kubectl applies, over two lines", "kubectl \\\n  apply -f /shop"],
    [
        "objects that kubectl applies alongside a secret that it renews",
        "kubectl create secret generic a --dry-run=client -o yaml | kubectl apply -f -; kubectl apply -f /shop",
    ],
    [
        "an object that is applied before a secret is renewed",
        "kubectl apply -f /shop | kubectl create secret generic a",
    ],
    ["printed text for a shell", "echo 'kubectl apply -f /shop' | sh"],
    ["printed text for a script", "echo 'kubectl apply -f /shop' > /run.sh; sh /run.sh"],
    ["code after a comment", "# nothing\nkubectl apply -f /shop"],
    ["code after a comment on a continued line", "kubectl \\\n # nothing\nkubectl apply -f /shop"],
    ["a comment that a shell reads", "sed 's/^# //' /run | sh\n# kubectl apply -f /shop"],
    ["code after a quoted comment mark", "IFS=' # '; kubectl apply -f /shop; echo ' # '"],
    ["code after an escaped comment mark", "cut -d\\ # -f1; kubectl apply -f /shop"],
    ["code after part of a word", "cut -d# -f1; kubectl apply -f /shop"],
    ["a secret that replaces its own content", "kubectl get secret a -o jsonpath={.data.b} | kubectl apply -f -"],
    ["a secret with selected lines", "kubectl get secret a -o yaml | sed -n s/b//p | kubectl apply -f -"],
    ["a secret that becomes another kind", "kubectl get secret a -o yaml | sed s/kind:.*/kind:b/ | kubectl apply -f -"],
    ["a secret that another program changes", "kubectl get secret a -o json | jq .data | kubectl apply -f -"],
    ["a secret alongside an applied object", "kubectl get secret a -o yaml | kubectl apply -f /shop"],
    ["a copied file that is not a secret", "kubectl get service a -o yaml | kubectl apply -n b -f -"],
    ["a file that is read before a secret", "cat /shop | kubectl get secret a -o yaml | kubectl apply -f /shop"],
];

const worded: readonly (readonly [reason: string, container: Props])[] = [
    ["text that a shell script runs", { command: ["sh", "-c", "$0 $1 $2; echo", "kubectl", "apply", "-f", "/shop"] }],
    ["a script in another language that is only data", { command: ["python3", "-c", "head = 'kubectl apply -f x'"] }],
    ["a script after a word that is not an option", { command: ["sh", "kubectl", "echo apply -f x"] }],
    ["a shell script in a hook", { lifecycle: { preStop: { exec: { command: ["sh", "-c", "kubectl apply -f x"] } } } }],
    ["an argument that begins like a script", { command: ["run"], args: ["#!/bin/sh\n# kubectl apply -f x"] }],
    ["a tunnel's agent that is copied for another container", script("cp /bin/cloudflared /shared/x")],
    ["a script that is written for another container", script("echo 'kubectl apply -f x' > /shared/x.txt")],
    ["a tool in a hook", { lifecycle: { preStop: { exec: { command: ["kubectl", "apply", "-f", "x"] } } } }],
];

/** Scripts of containers that expose an API, for many ways to call a tool. */
const podScriptViolations: readonly ViolationCase[] = [
    ...exposure.map(([reason, text]) => [reason, script(text)] as const),
    ...worded,
].map(([reason, container]) => ({ reason, policy: "r1-private-kubernetes", resources: resources(container) }));

const closed: readonly (readonly [reason: string, text: string])[] = [
    ["a change of owners over ssh", "ssh backup@10.0.0.5 sudo chown -R 1000:1000 /srv"],
    ["a change of owners over ssh, at a host from a variable", "ssh $BACKUP_HOST chown -R 1000:1000 /srv"],
    ["a change of modes over ssh", "ssh -i /key -o BatchMode=yes backup@10.0.0.5 chmod -R 755 /srv"],
    ["a directory listing over ssh", "ssh backup@10.0.0.5 'ls -R 1'"],
    ["a copy over ssh with relative names", "rsync -e ssh -R /data backup@10.0.0.5:/srv"],
    ["a host that is removed from known hosts", "ssh-keygen -R [10.0.0.5]:2222"],
    ["a copy of folders", "scp -r /data backup@10.0.0.5:/srv; grep -R 80:80 /etc"],
    ["a long option of a wrapper of ssh", "ssh --R 80:80 backup@10.0.0.5"],
    ["a session over Teleport", "teleport start --roles=node --auth-server=x:443"],
    ["a WebSocket server", "wstunnel server ws://0.0.0.0:8080"],
    ["a read of the cluster's API", "curl https://kubernetes.default.svc/api/v1/namespaces/a/services"],
    [
        "a call through the cluster's API",
        "curl -d x https://kubernetes.default.svc/api/v1/namespaces/a/services/shop/proxy/refresh",
    ],
    ["a call of a Service", "curl -d x http://shop.a.svc/services/1/refresh"],
    ["a secret in Flux's namespace", "kubectl -n flux-system create secret generic a"],
    [
        "objects that Argo CD, Istio, the CDK and Flux show",
        "argocd app get shop; istioctl proxy-status; cdk diff; flux get all",
    ],
    [
        "a secret that is renewed through a filter",
        "kubectl create secret generic a --dry-run=client -o yaml | sed s/a/b/ | kubectl apply -f -",
    ],
    ["a comment that names a tool", "# kubectl apply -f /shop comes later\n  #helm upgrade too\npg_isready"],
    ["a comment after a command", "sleep 5 # helm upgrade waits for this\npg_isready"],
    ["text that is printed", "echo 'waiting for terraform apply' >&2; until nc -z db 5432; do sleep 1; done"],
    ["a commit that names a tool", 'git commit -m "helm upgrade"; git push'],
    [
        "a renewed ConfigMap after printed text",
        "echo start; kubectl create configmap a --from-file=/b --dry-run=client -o yaml | kubectl apply -f -",
    ],
    [
        "a secret that is copied to another namespace",
        "kubectl get secret a -n b -o yaml | sed 's/namespace: b/namespace: c/' | kubectl apply -n c -f -",
    ],
    [
        "a secret that is copied without its owner",
        "kubectl get secrets a -o=json | grep -v ownerReferences | kubectl apply -n c -f -",
    ],
];

const said: readonly (readonly [reason: string, container: Props])[] = [
    ["output of bash, with options", { command: ["/bin/bash", "-euo", "pipefail", "-c"], args: ["echo helm upgrade"] }],
    ["output of a hook", { lifecycle: { preStop: { exec: { command: ["sh", "-c", "echo helm upgrade"] } } } }],
    ["a shell without a script", { command: ["sh"] }],
];

/** Harmless scripts of containers that look similar. */
const podScriptCleanCases: readonly CleanCase[] = [
    ...closed.map(([reason, text]) => [reason, script(text)] as const),
    ...said,
].map(([reason, container]) => ({ reason, resources: resources(container) }));

const kept = (type: string, props: Props) => [{ type: `kubernetes:core/v1:${type}`, name: "shop", props }];
const keeps = (reason: string, type: string, props: Props): ViolationCase => ({
    reason,
    policy: "r1-private-kubernetes",
    resources: kept(type, props),
});

/** Scripts in ConfigMaps and Secrets, which containers run. */
const keptScriptViolations: readonly ViolationCase[] = [
    keeps("a tunnel in a script of a ConfigMap", "ConfigMap", {
        data: { "log.conf": "level = info", "run.sh": "cloudflared tunnel --url http://shop" },
    }),
    keeps("tunnels in two scripts of a ConfigMap", "ConfigMap", {
        data: { "a.sh": "cloudflared tunnel --url http://shop", "b.zsh": "ngrok http shop:80" },
    }),
    keeps("a tunnel in a script alongside ports of an Ingress controller", "ConfigMap", {
        data: { "9000": "shop/shop:80", "run.sh": "ngrok http shop:80" },
    }),
    keeps("an exposed Deployment in a ConfigMap's script, which its first line identifies", "ConfigMap", {
        data: { run: "#!/bin/sh\nkubectl expose deployment shop --type=LoadBalancer" },
    }),
    keeps("data of a script in another language", "ConfigMap", {
        data: { run: "#!/usr/bin/env python3\nhead = 'kubectl apply -f /shop'\nos.system(head)" },
    }),
    keeps("data of PowerShell", "ConfigMap", {
        data: { run: "#!/usr/bin/env pwsh\nhead = 'kubectl apply -f /shop'" },
    }),
    keeps("a tunnel in a script of a Secret", "Secret", { stringData: { "start.bash": "ngrok http shop:80" } }),
    keeps("a tunnel in a script of a ConfigMap in a list", "ConfigMapList", {
        items: [{ data: { "run.sh": "ssh -R 80:shop:80 edge@x" } }],
    }),
];

/** ConfigMaps and Secrets with harmless scripts or none. */
const keptScriptCleanCases: readonly CleanCase[] = [
    {
        reason: "a ConfigMap with a script",
        resources: kept("ConfigMap", { data: { "run.sh": "#!/bin/sh\npg_dump shop | aws s3 cp - s3://backup/shop" } }),
    },
    {
        reason: "ConfigMaps with scripts that name a tool",
        resources: kept("ConfigMap", {
            data: {
                "a.sh": "# run helm upgrade first\npg_isready",
                b: "#!/usr/bin/env bash\necho 'helm upgrade is done'",
                "c.sh": "#! /bin/sh\necho 'helm upgrade is done'",
            },
        }),
    },
    {
        reason: "a ConfigMap with a document that names a tunnel, and a picture",
        resources: kept("ConfigMap", { data: { "README.md": "Use no ngrok." }, binaryData: { "ngrok.sh": "AA==" } }),
    },
    {
        reason: "a Secret whose script is unknown",
        resources: kept("Secret", { stringData: { "run.sh": unknown, "#!": 1 }, data: unknown }),
    },
    {
        reason: "an object of another group that contains scripts",
        resources: [
            {
                type: "kubernetes:example.com/v1:ConfigMap",
                name: "shop",
                props: { data: { "run.sh": "ngrok http 80" } },
            },
        ],
    },
];

/** All violations of this file. */
export const violations: readonly ViolationCase[] = [...podScriptViolations, ...keptScriptViolations];

/** All clean cases of this file. */
export const clean: readonly CleanCase[] = [...podScriptCleanCases, ...keptScriptCleanCases];

/** Images, commands and scripts are usually unknown, and only their content counts. */
export const usuallyUnknown =
    /^(spec\.template\.spec\.containers\.0\.(image|command|args|env|lifecycle|livenessProbe)(\..*)?|items\.0(\..*)?|items|data|data\..*|stringData|stringData\..*)$/;
