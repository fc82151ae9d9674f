import type { types } from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { type EnvironmentArgs, environmentVariables, type SecretVariables } from "./container-environment";

/** Arguments of the pods of an API, or of what serves beside the APIs. */
export interface PodArgs extends EnvironmentArgs {
    /** Name of the API, and of the container. */
    name: string;
    /** Image by digest or tag. */
    image: pulumi.Input<string>;
    /** Secret variables of the container. Default: none. */
    secretVariables?: SecretVariables | undefined;
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
    /** Who provides the nodes: Auto Mode, which launches what pods wait for, or a node group of a given size. */
    nodes: "auto" | "managed";
    /** Sender of requests to the pods: a load balancer, or the shared gateway by a Service. Default: a load balancer. */
    behind?: "loadBalancer" | "gateway" | undefined;
    /** Command of the container. Default: that of the image. */
    command?: readonly string[] | undefined;
    /** Files of a ConfigMap that the container can read. Default: none. */
    files?: { readonly configMap: pulumi.Input<string>; readonly folder: string } | undefined;
}

/**
 * Seconds for which a pod keeps serving after its deletion. A network load balancer sends new connections to an address for
 * about 120 s after it was deregistered, whatever the deregistration delay is
 * (kubernetes-sigs/aws-load-balancer-controller#2366, aws/containers-roadmap#470), and the controller needs some seconds to
 * deregister it. Where nodes are the targets, or behind a Service, kube-proxy leaves a pod out within seconds.
 */
const drainSeconds = { auto: 150, managed: 20, service: 20 } as const;

/** Seconds that remain for requests in progress after SIGTERM. */
const shutdownSeconds = 25;

/** Labels that select the pods of an API. */
export function podLabels(name: string): Record<string, string> {
    return { "app.kubernetes.io/name": name, "app.kubernetes.io/part-of": "gatehouse" };
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
        terminationGracePeriodSeconds: drainSecondsOf(args) + shutdownSeconds,
        topologySpreadConstraints: spread(args),
        containers: [container(args)],
        volumes: [
            { name: "tmp", emptyDir: {} },
            ...(args.files ? [{ name: "files", configMap: { name: args.files.configMap } }] : []),
        ],
    };
}

/**
 * Spreads the pods of each revision over zones, and over the nodes of a zone as far as possible.
 *
 * In Auto Mode a pod waits rather than leave an API in a single zone, because a preference would not last: nodes are
 * consolidated against it (aws/karpenter-provider-aws#5120). The scheduler counts only zones that have nodes, so without
 * `minDomains` it would put every pod on the first node (#2572 there). Two zones survive the loss of one; with a higher
 * number, pods could not start again in the remaining ones, for which `nodeTaintsPolicy` leaves out the nodes of the lost
 * zone. In a stack with two zones the pods of a lost zone therefore wait for its return, and the others serve.
 *
 * A managed node group does not launch a node where a pod waits, so its pods only prefer to be spread.
 */
function spread({ name, nodes }: PodArgs): types.input.core.v1.TopologySpreadConstraint[] {
    const ofRevision = {
        maxSkew: 1,
        labelSelector: { matchLabels: podLabels(name) },
        // Otherwise new pods fill the places that the old ones leave, and may be all in one zone when these are gone.
        matchLabelKeys: ["pod-template-hash"],
    };
    const required = { whenUnsatisfiable: "DoNotSchedule", minDomains: 2, nodeTaintsPolicy: "Honor" };
    const preferred = { whenUnsatisfiable: "ScheduleAnyway" };
    return [
        {
            ...ofRevision,
            topologyKey: "topology.kubernetes.io/zone",
            ...(nodes === "auto" ? required : preferred),
        },
        { ...ofRevision, topologyKey: "kubernetes.io/hostname", ...preferred },
    ];
}

function container(args: PodArgs): types.input.core.v1.Container {
    return {
        name: args.name,
        image: args.image,
        ...(args.command && { command: [...args.command] }),
        ports: [{ name: "http", containerPort: args.port }],
        env: environmentVariables(args, args.secretVariables),
        // No CPU limit: it would throttle a pod on an idle node. Memory has one, because it cannot be reclaimed.
        resources: { requests: { cpu: args.cpu, memory: args.memory }, limits: { memory: args.memory } },
        startupProbe: { ...probe(args.livenessPath), periodSeconds: 2, failureThreshold: 30 },
        livenessProbe: { ...probe(args.livenessPath), periodSeconds: 10, failureThreshold: 3 },
        readinessProbe: { ...probe(args.readinessPath), periodSeconds: 5, failureThreshold: 2 },
        lifecycle: { preStop: { sleep: { seconds: drainSecondsOf(args) } } },
        securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            runAsNonRoot: true,
            capabilities: { drop: ["ALL"] },
        },
        volumeMounts: [
            { name: "tmp", mountPath: "/tmp" },
            ...(args.files ? [{ name: "files", mountPath: args.files.folder, readOnly: true }] : []),
        ],
    };
}

function drainSecondsOf({ nodes, behind }: PodArgs): number {
    return drainSeconds[behind === "gateway" ? "service" : nodes];
}

function probe(path: string): types.input.core.v1.Probe {
    return { httpGet: { path, port: "http" }, timeoutSeconds: 2 };
}
