import type { Declared } from "../engine";
import { changed, isObject, type JsonObject, objectOf, type Transformation } from "./transformation";

/** Transformations that split one resource into several, so that findings move. */
export const spread: Readonly<Record<string, Transformation>> = {
    "a list in place of each Kubernetes object": (resources) =>
        changed(
            resources,
            resources.map((resource) =>
                /^kubernetes:(core|apps|networking\.k8s\.io)\/v1:(Service|Pod|Deployment|DaemonSet|Ingress)$/.test(
                    resource.type,
                ) &&
                !resource.onlyInState &&
                (resource.ignoreChanges ?? []).length === 0
                    ? { ...resource, type: `${resource.type}List`, props: { items: [resource.props ?? {}] } }
                    : resource,
            ),
        ),
    "separate rules in place of a security group's": (resources) =>
        changed(resources, resources.flatMap(withoutIngress)),
    "separate settings for each method": (resources) => {
        const [body, ...others] = resources.flatMap(({ props }): JsonObject[] => {
            const document = typeof props?.body === "string" ? objectOf(props.body) : undefined;
            return document ? [document] : [];
        });
        if (body === undefined || others.length > 0 || !isObject(body.paths)) return undefined;
        const taken = new Set(resources.map(({ props }) => oneSpelling(String(props?.methodPath))));
        const calls = Object.entries(body.paths).flatMap(([path, item]) =>
            isObject(item)
                ? methods
                      .filter((method) => method in item)
                      .map((method) => `${path.replaceAll("/", "~1")}/${method.toUpperCase()}`)
                : [],
        );
        return changed(
            resources,
            resources.flatMap((resource) =>
                resource.props?.methodPath === "*/*"
                    ? [
                          resource,
                          ...calls
                              .filter((call) => !taken.has(oneSpelling(call)))
                              .map((call, index) => ({
                                  ...resource,
                                  name: `${resource.name}-${index}`,
                                  props: { ...resource.props, methodPath: call },
                              })),
                      ]
                    : [resource],
            ),
        );
    },
};

const methods = ["get", "put", "post", "delete", "patch", "head"];

const oneSpelling = (path: string): string => path.replaceAll("~1", "/").replace(/^\//, "").toUpperCase();

function withoutIngress(resource: Declared): Declared[] {
    const { ingress, ...props } = resource.props ?? {};
    if (resource.type !== "aws:ec2/securityGroup:SecurityGroup" || !Array.isArray(ingress)) return [resource];
    if ((resource.ignoreChanges ?? []).length > 0 || resource.onlyInState || !ingress.every(isObject))
        return [resource];
    return [
        { ...resource, props },
        ...ingress.map((rule, index) => ({
            type: "aws:ec2/securityGroupRule:SecurityGroupRule",
            name: `${resource.name}-${index}`,
            props: { type: "ingress", securityGroupId: "sg-1", ...rule },
            from: {
                securityGroupId: [resource.name],
                ...(resource.from?.ingress && { prefixListIds: resource.from.ingress }),
            },
        })),
    ];
}
