import { stringify } from "yaml";
import {
    asJson,
    eachBody,
    eachMethodPath,
    eachProps,
    eachType,
    isObject,
    type JsonObject,
    mapValues,
    objectOf,
    referring,
    reversedKeys,
    type Transformation,
} from "./transformation";

/** Transformations that keep the number and order of resources, so that each finding stays at its position. */
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
    "keys in another order": eachProps((props) => reversedKeys(props) as JsonObject),
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
        const components: JsonObject = {
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
