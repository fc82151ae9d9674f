import { parse as parseYaml, stringify } from "yaml";
import type { Declared, Json } from "./engine";

type Object = { readonly [key: string]: Json };

/** Another program that means the same; undefined where there is nothing to write in another way. */
export type Transformation = (resources: readonly Declared[]) => readonly Declared[] | undefined;

/** Transformations that keep resources in their number and place, so that each finding stays where it was. */
export const inPlace: Readonly<Record<string, Transformation>> = {
    "other logical names": (resources) => {
        const renamed = (name: string) => `other-${name}-x`;
        const names = new Set(resources.map(({ name }) => name));
        const target = (text: string) => {
            const name = names.has(text) ? text : text.slice(text.indexOf(" ") + 1);
            return `${text.slice(0, text.length - name.length)}${renamed(name)}`;
        };
        return resources.map((resource) => ({
            ...resource,
            name: renamed(resource.name),
            ...(resource.parent !== undefined && { parent: target(resource.parent) }),
            ...(resource.from && { from: mapValues(resource.from, (sources) => sources.map(target)) }),
            ...(resource.dependsOn && { dependsOn: resource.dependsOn.map(target) }),
        }));
    },
    "keys in another order": eachProps((props) => reversedKeys(props) as Object),
    "the body's keys in another order": eachBody((body) => JSON.stringify(reversedKeys(body))),
    "a body with spaces and line breaks": eachBody((body) => JSON.stringify(body, undefined, 4)),
    "a body in YAML": eachBody((body) => stringify(body)),
    "a body in YAML's flow style": eachBody((body) => `--- ${stringify(body, { collectionStyle: "flow" })}`),
    "a body in JSON in place of YAML": eachProps((props) => {
        const { body } = props;
        const isYaml = typeof body === "string" && objectOf(body) === undefined && /^\s*(openapi|swagger):/.test(body);
        return isYaml ? { ...props, body: asJson(body) } : props;
    }),
    "Swagger 2.0 in place of OpenAPI 3.0": eachBody((body) => {
        const { openapi, components, ...rest } = body;
        if (typeof openapi !== "string" || !openapi.startsWith("3.0.") || "swagger" in body) return undefined;
        const { securitySchemes, ...others } = isObject(components) ? components : {};
        return referring("#/components/", "#/", {
            swagger: "2.0",
            ...rest,
            ...others,
            ...(securitySchemes !== undefined && { securityDefinitions: securitySchemes }),
        });
    }),
    "OpenAPI 3.0 in place of Swagger 2.0": eachBody((body) => {
        const { swagger, securityDefinitions, parameters, ...rest } = body;
        if (swagger !== "2.0" || "openapi" in body) return undefined;
        const components: Object = {
            ...(securityDefinitions !== undefined && { securitySchemes: securityDefinitions }),
            ...(parameters !== undefined && { parameters }),
        };
        return referring("#/parameters/", "#/components/parameters/", { openapi: "3.0.3", ...rest, components });
    }),
    "method paths with slashes": eachMethodPath((path) => path.replaceAll("~1", "/")),
    "method paths without a leading slash": eachMethodPath((path) =>
        path.replaceAll("~1", "/").replace(/^\/(?=.*\/)/, ""),
    ),
    "method paths with ~1": eachMethodPath((path) => {
        const cut = path.lastIndexOf("/");
        return `${path.slice(0, cut).replaceAll("/", "~1")}${path.slice(cut)}`;
    }),
    "methods in lower case": eachMethodPath((path) => path.replace(/[^/]*$/, (method) => method.toLowerCase())),
    "a load balancer by its older name": eachType(/^aws:lb\//, "aws:alb/"),
};

/** Transformations that spread what was in one resource over several, so that findings move. */
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
    "rules of their own in place of a security group's": (resources) =>
        changed(resources, resources.flatMap(withoutIngress)),
    "settings of their own for each method": (resources) => {
        const [body, ...others] = resources.flatMap(({ props }): Object[] => {
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

function eachProps(change: (props: Object) => Object): Transformation {
    return (resources) =>
        changed(
            resources,
            resources.map((resource) => (resource.props ? { ...resource, props: change(resource.props) } : resource)),
        );
}

function eachBody(change: (body: Object) => string | undefined): Transformation {
    return eachProps((props) => {
        const body = typeof props.body === "string" ? objectOf(props.body) : undefined;
        const text = body && change(body);
        return text === undefined ? props : { ...props, body: text };
    });
}

function eachMethodPath(change: (path: string) => string): Transformation {
    return eachProps((props) => {
        const { methodPath } = props;
        return typeof methodPath === "string" && methodPath !== "*/*"
            ? { ...props, methodPath: change(methodPath) }
            : props;
    });
}

function eachType(pattern: RegExp, replacement: string): Transformation {
    return (resources) =>
        changed(
            resources,
            resources.map((resource) => ({ ...resource, type: resource.type.replace(pattern, replacement) })),
        );
}

function changed(before: readonly Declared[], after: readonly Declared[]): readonly Declared[] | undefined {
    return show(before) === show(after) ? undefined : after;
}

const show = (resources: readonly Declared[]): string =>
    JSON.stringify(resources, (_key, value) => (typeof value === "symbol" ? String(value) : value));

function asJson(yaml: string): string {
    try {
        return JSON.stringify(parseYaml(yaml, { merge: true }));
    } catch {
        // An alias bomb has no other spelling.
        return yaml;
    }
}

function referring(from: string, to: string, document: Object): string {
    return JSON.stringify(document, (key, value) =>
        key === "$ref" && typeof value === "string" ? value.replace(from, to) : value,
    );
}

function reversedKeys(value: Json): Json {
    if (Array.isArray(value)) return value.map(reversedKeys);
    if (!isObject(value)) return value;
    return Object.fromEntries(
        Object.entries(value)
            .reverse()
            .map(([key, member]) => [key, reversedKeys(member)]),
    );
}

function objectOf(text: string): Object | undefined {
    try {
        const value: Json = JSON.parse(text);
        return isObject(value) ? value : undefined;
    } catch {
        // Not JSON: nothing to write in another way.
        return undefined;
    }
}

const isObject = (value: Json | undefined): value is Object =>
    typeof value === "object" && value !== null && !Array.isArray(value);

const mapValues = <T, U>(
    values: { readonly [key: string]: T },
    change: (value: T) => U,
): { readonly [key: string]: U } =>
    Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(value)]));
