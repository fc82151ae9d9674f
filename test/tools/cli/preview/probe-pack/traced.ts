import { type Plain, type Resource, UNKNOWN } from "../../../../../policy/reading/resource";

/** Returns a resource that records each read of an unknown value, as "type property.path". */
export function traced(resource: Resource, record: (reading: string) => void): Resource {
    const note = (path: readonly string[]) => record(`${resource.type} ${path.join(".")}`);
    return Object.create(resource, { props: { get: () => watch(resource.props, [], note) } });
}

function watch(value: Plain, path: readonly string[], note: (path: readonly string[]) => void): Plain {
    if (typeof value !== "object" || value === null) return value;
    return new Proxy<Extract<Plain, object>>(value, {
        get: (target, key) => {
            const member: Plain = Reflect.get(target, key);
            if (typeof key === "symbol" || (Array.isArray(target) && Number.isNaN(Number(key)))) return member;
            const at = [...path, key];
            if (member === UNKNOWN) note(at);
            return watch(member, at, note);
        },
    });
}
