import type { types } from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

/** Arguments of an API's pods. */
export interface PodArgs {
    /** Name of the API, and of the container. */
    name: string;
    /** Image by digest or tag. */
    image: pulumi.Input<string>;
    /** Port that the container listens on. */
    port: number;
    /** Environment variables besides PORT. */
    environment: Readonly<Record<string, pulumi.Input<string>>>;
    /** Service account with an AWS identity. Default: no AWS identity. */
    serviceAccountName?: pulumi.Input<string> | undefined;
    /** Architecture of the image, and of the nodes that run it. */
    architecture: "amd64" | "arm64";
    /** CPU request, such as "250m". */
    cpu: string;
    /** Memory request and limit, such as "256Mi". */
    memory: string;
    /** Path that returns 200 while the process is alive. */
    livenessPath: string;
    /** Path that returns 200 while the pod can serve. */
    readinessPath: string;
}

/** Seconds for which a stopping pod keeps serving, while the load balancer deregisters it. */
const drainSeconds = 20;

/** Labels that select the pods of an API. */
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

/** The spec of pods that meet the "restricted" Pod Security Standard and are spread over zones and nodes. */
export function podSpec(args: PodArgs): types.input.core.v1.PodSpec {
    return {
        ...(args.serviceAccountName !== undefined && { serviceAccountName: args.serviceAccountName }),
        // Nodes for amd64 are the default, which needs no selector.
        ...(args.architecture === "arm64" && { nodeSelector: { "kubernetes.io/arch": "arm64" } }),
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
        terminationGracePeriodSeconds: drainSeconds + 25,
        topologySpreadConstraints: ["topology.kubernetes.io/zone", "kubernetes.io/hostname"].map((topologyKey) => ({
            maxSkew: 1,
            topologyKey,
            // A zone that is down must not prevent pods from starting in the others.
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
        // No CPU limit: it would throttle a pod on an idle node. Memory has one, because it cannot be reclaimed.
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
