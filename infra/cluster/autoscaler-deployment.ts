import type { types } from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

/** The differences between Cluster Autoscalers. */
export interface AutoscalerDeploymentArgs {
    /** Name of the cluster. */
    clusterName: string;
    /** AWS region of the cluster. */
    region: pulumi.Input<string>;
    /** Image of the autoscaler. */
    image: string;
    /** Service account with its permissions. */
    serviceAccount: pulumi.Input<string>;
}

const labels = { app: "cluster-autoscaler" };

/** The Deployment of the Cluster Autoscaler: one pod, because others would only wait for its lock. */
export function autoscalerDeployment(args: AutoscalerDeploymentArgs): types.input.apps.v1.DeploymentSpec {
    return {
        replicas: 1,
        selector: { matchLabels: labels },
        // Two instances of different versions do not run side by side.
        strategy: { type: "Recreate" },
        template: {
            metadata: { labels },
            spec: {
                serviceAccountName: args.serviceAccount,
                priorityClassName: "system-cluster-critical",
                securityContext: {
                    runAsNonRoot: true,
                    runAsUser: 65534,
                    runAsGroup: 65534,
                    seccompProfile: { type: "RuntimeDefault" },
                },
                containers: [container(args)],
            },
        },
    };
}

function container({ clusterName, region, image }: AutoscalerDeploymentArgs): types.input.core.v1.Container {
    const tags = `k8s.io/cluster-autoscaler/enabled,k8s.io/cluster-autoscaler/${clusterName}`;
    return {
        name: "cluster-autoscaler",
        image,
        command: [
            "./cluster-autoscaler",
            "--cloud-provider=aws",
            `--node-group-auto-discovery=asg:tag=${tags}`,
            // Pods of APIs have an emptyDir for /tmp, and the pods of CoreDNS are in kube-system: each would keep its node forever.
            "--skip-nodes-with-local-storage=false",
            "--skip-nodes-with-system-pods=false",
            "--stderrthreshold=info",
        ],
        env: [{ name: "AWS_REGION", value: region }],
        ports: [{ name: "http", containerPort: 8085 }],
        livenessProbe: { httpGet: { path: "/health-check", port: "http" }, initialDelaySeconds: 60 },
        resources: { requests: { cpu: "100m", memory: "600Mi" }, limits: { memory: "600Mi" } },
        securityContext: {
            allowPrivilegeEscalation: false,
            capabilities: { drop: ["ALL"] },
            readOnlyRootFilesystem: true,
        },
    };
}
