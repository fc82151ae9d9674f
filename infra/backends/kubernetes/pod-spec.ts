import type { types } from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

/** What a pod of an API runs. */
export interface PodArgs {
    /** Name of the API; it names the container too. */
    name: string;
    /** Image by digest or tag. */
    image: pulumi.Input<string>;
    /** Port that the container listens on. */
    port: number;
    /** Environment variables besides PORT. */
    environment: Readonly<Record<string, pulumi.Input<string>>>;
    /** Service account with an identity at AWS; without one the pods are nobody there. */
    serviceAccountName?: pulumi.Input<string> | undefined;
    /** CPU to ask for, such as "250m". */
    cpu: string;
    /** Memory to ask for and its limit, such as "256Mi". */
    memory: string;
    /** Path that answers 200 while the process lives. */
    livenessPath: string;
    /** Path that answers 200 while the pod can serve. */
    readinessPath: string;
}

/** Seconds for which a pod still serves after it was told to stop, while the load balancer takes it out. */
const drainSeconds = 20;

/** The labels by which the pods of an API are found. */
export function podLabels(name: string): Record<string, string> {
    return { "app.kubernetes.io/name": name, "app.kubernetes.io/part-of": "gatehouse" };
}

/** Environment variables of the container. */
export function containerEnvironment({
    port,
    environment,
}: Pick<PodArgs, "port" | "environment">): Record<string, pulumi.Input<string>> {
    return { PORT: String(port), ...environment };
}

/** A pod that passes the "restricted" Pod Security Standard and is spread over zones and nodes. */
export function podSpec(args: PodArgs): types.input.core.v1.PodSpec {
    return {
        ...(args.serviceAccountName !== undefined && { serviceAccountName: args.serviceAccountName }),
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
        terminationGracePeriodSeconds: drainSeconds + 25,
        topologySpreadConstraints: ["topology.kubernetes.io/zone", "kubernetes.io/hostname"].map((topologyKey) => ({
            maxSkew: 1,
            topologyKey,
            // A zone that is down must not keep pods from starting in the others.
            whenUnsatisfiable: "ScheduleAnyway",
            labelSelector: { matchLabels: podLabels(args.name) },
        })),
        containers: [container(args)],
        volumes: [{ name: "tmp", emptyDir: {} }],
    };
}

function container(args: PodArgs): types.input.core.v1.Container {
    return {
        name: args.name,
        image: args.image,
        ports: [{ name: "http", containerPort: args.port }],
        env: Object.entries(containerEnvironment(args)).map(([name, value]) => ({ name, value })),
        // No CPU limit: it would slow a pod down on an idle node. Memory has one, because it cannot be taken back.
        resources: { requests: { cpu: args.cpu, memory: args.memory }, limits: { memory: args.memory } },
        startupProbe: { ...probe(args.livenessPath), periodSeconds: 2, failureThreshold: 30 },
        livenessProbe: { ...probe(args.livenessPath), periodSeconds: 10, failureThreshold: 3 },
        readinessProbe: { ...probe(args.readinessPath), periodSeconds: 5, failureThreshold: 2 },
        lifecycle: { preStop: { sleep: { seconds: drainSeconds } } },
        securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            runAsNonRoot: true,
            capabilities: { drop: ["ALL"] },
        },
        volumeMounts: [{ name: "tmp", mountPath: "/tmp" }],
    };
}

function probe(path: string): types.input.core.v1.Probe {
    return { httpGet: { path, port: "http" }, timeoutSeconds: 2 };
}
