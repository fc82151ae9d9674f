import { api } from "../api-schema";
import { object } from "../form";

/** Name of the shared gateway, of its objects in Kubernetes and of its VPC link. */
export const sharedGatewayName = "shared-gateway";

/**
 * The multi-platform image of nginx's stable release 1.30 for users without privileges (github.com/nginx/docker-nginx-unprivileged).
 * The digest is the one that many public Dockerfiles pin for this tag, found by a search of GitHub in November 2026.
 */
const nginxImage =
    "nginxinc/nginx-unprivileged:1.30.5-alpine@sha256:4714e0b1b2577eaa1a6131d07c958b67f0eb68e6d0521e90c6e5287db8cf0bc5";

const { image, build, port, replicas, maxReplicas, cpu, memory, livenessPath, healthPath } = api.shape;

/** The settings of a page: an entry of `gatehouse:pages`. */
export const page = object({
    image,
    build,
    port: port.unwrap().describe("Port that the container listens on."),
    replicas,
    maxReplicas,
    cpu,
    memory,
    livenessPath,
    healthPath: healthPath.describe("Path that returns 200 while a pod can serve the page. Default: `/readyz`."),
});

/** The settings of the gateway in front of the APIs with `exposure: shared`: `gatehouse:sharedGateway`. */
export const sharedGateway = object({
    image: image
        .unwrap()
        .default(nginxImage)
        .describe("Image of nginx 1.19.10 or newer for a user without privileges, such as one in your own registry."),
    replicas,
    maxReplicas,
    cpu: cpu.unwrap().default("100m").describe("CPU request of a pod."),
    memory: memory.unwrap().default("128Mi").describe("Memory request and limit of a pod."),
});
