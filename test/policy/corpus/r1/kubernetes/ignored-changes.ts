import type { Declared } from "../../../engine";
import type { CleanCase, ViolationCase } from "../../case";
import { breaks, holds } from "../../gateway/parts";

const lb = "service.beta.kubernetes.io/aws-load-balancer";
const alb = "alb.ingress.kubernetes.io";
/** A private Service and a private Ingress that ignore changes at one path. */
const kept = (kind: "Service" | "Ingress", ...ignoreChanges: string[]): Declared =>
    kind === "Service"
        ? {
              type: "kubernetes:core/v1:Service",
              name: "shop",
              props: {
                  metadata: { annotations: { [`${lb}-scheme`]: "internal" } },
                  spec: { type: "LoadBalancer", loadBalancerClass: "eks.amazonaws.com/nlb", ports: [{ port: 80 }] },
              },
              ignoreChanges,
          }
        : {
              type: "kubernetes:networking.k8s.io/v1:Ingress",
              name: "shop",
              props: {
                  metadata: { annotations: { [`${alb}/scheme`]: "internal" } },
                  spec: { ingressClassName: "alb" },
              },
              ignoreChanges,
          };

/** Paths at which an ignored change could expose a Service or an Ingress. */
export const violations: readonly ViolationCase[] = [
    ...[
        ...["spec.type", "spec.loadBalancerClass", "spec.externalIPs", "spec.ports[0].nodePort", "spec.ports[0]"],
        "metadata.annotations",
        ...["type", "scheme", "internal", "eip-allocations", "attributes", "ip-address-type"].map(
            (key) => `metadata.annotations["${lb}-${key}"]`,
        ),
    ].map((path) =>
        breaks("r1-private-kubernetes", "shop", `ignored changes of a Service's ${path}`, [kept("Service", path)]),
    ),
    ...[
        "spec.ingressClassName",
        "metadata.annotations",
        'metadata.annotations["kubernetes.io/ingress.class"]',
        ...["scheme", "enable-frontend-nlb", "frontend-nlb-scheme", "frontend-nlb-eip-allocations"].map(
            (key) => `metadata.annotations["${alb}/${key}"]`,
        ),
        ...["load-balancer-attributes", "frontend-nlb-attributes", "ip-address-type"].map(
            (key) => `metadata.annotations["${alb}/${key}"]`,
        ),
    ].map((path) =>
        breaks("r1-private-kubernetes", "shop", `ignored changes of an Ingress's ${path}`, [kept("Ingress", path)]),
    ),
];

/** Changes that controllers make for themselves may be ignored. */
export const clean: readonly CleanCase[] = [
    holds("ignored changes of a Service's unrelated annotations and target port", [
        kept("Service", 'metadata.annotations["field.cattle.io/publicEndpoints"]', "spec.ports[0].targetPort"),
    ]),
    holds("ignored changes of a Service's health check", [
        kept("Service", `metadata.annotations["${lb}-healthcheck-path"]`),
    ]),
    holds("ignored changes of an Ingress's certificate and unrelated annotations", [
        kept("Ingress", `metadata.annotations["${alb}/certificate-arn"]`, 'metadata.annotations["example.com/seen"]'),
    ]),
];
