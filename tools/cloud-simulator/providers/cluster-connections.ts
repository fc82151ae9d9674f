import { accessProblem, type ClusterAccess, clusterAccess } from "../kubernetes/api-server";
import type { Cloud } from "../state/cloud";
import { type PropertyMap, plain, text } from "../state/property-values";

/** The client of a gRPC call. */
export interface Caller {
    getPeer(): string;
}

// pulumi/pulumi-kubernetes, provider/pkg/provider/provider.go: Create and Update, Read, Delete.
const words = {
    change: (problem: string) =>
        `configured Kubernetes cluster is unreachable: unable to load schema information from the API server: ${problem}`,
    read: (problem: string) =>
        `failed to read resource state due to unreachable cluster. If the cluster was deleted, ${remedy} (${problem})`,
    delete: (problem: string) =>
        `configured Kubernetes cluster is unreachable. If the cluster was deleted, ${remedy} (${problem})`,
};

const remedy =
    "you can remove this resource from Pulumi state by rerunning the operation with the " +
    'PULUMI_K8S_DELETE_UNREACHABLE environment variable set to "true"';

/**
 * The clusters that the instances of the Kubernetes provider are configured with. The engine opens a separate connection for
 * each instance, which identifies the cluster of a call.
 */
export class ClusterConnections {
    private readonly clusters = new Map<string, ClusterAccess | undefined>();

    constructor(private readonly cloud: Cloud) {}

    /** Applies the configuration of an instance; the kubeconfig may be unknown in a preview. */
    configure({ kubeconfig = null }: PropertyMap, caller: Caller): void {
        this.clusters.set(caller.getPeer(), clusterAccess(text(plain(kubeconfig))));
    }

    /**
     * Checks that a call, which is not a preview, can use the API server.
     * @throws {Error} with the provider's error if it cannot.
     */
    require(verb: keyof typeof words, caller: Caller): void {
        const access = this.clusters.get(caller.getPeer());
        const problem = access && accessProblem(access, this.cloud);
        if (problem !== undefined) throw new Error(words[verb](problem));
    }
}
