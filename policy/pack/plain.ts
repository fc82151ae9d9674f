import { type Plain, type Props, UNKNOWN } from "../reading/resource";

/**
 * Values that the engine sends instead of an unknown boolean, number, string, array, asset, archive or object
 * (pulumi/pulumi, sdk/go/common/resource/plugin/rpc.go).
 */
export const unknownSentinels: ReadonlySet<string> = new Set([
    "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
    "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
    "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
    "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
    "030794c1-ac77-496b-92df-f27374a8bd58",
    "e48ece36-62e2-4504-bad9-02848725956a",
    "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/**
 * Copies properties out of the policy SDK. Its proxy throws when an unknown value is read, which the SDK turns into an
 * advisory, so that a mandatory policy would pass; the copy is therefore made from the proxy's target. The content of
 * assets and archives is not available, so it counts as unknown.
 */
export function plainProps(props: object): Props {
    const target: unknown = Reflect.get(props, "__getSpecialProxyTarget") ?? props;
    return typeof target === "object" && target !== null ? plainObject(target) : {};
}

function plain(value: unknown): Plain {
    switch (typeof value) {
        case "string":
            return unknownSentinels.has(value) ? UNKNOWN : value;
        case "number":
        case "boolean":
            return value;
        case "object":
            if (value === null) return null;
            if (Array.isArray(value)) return value.map(plain);
            return isPlainObject(value) ? plainObject(value) : UNKNOWN;
        default:
            return UNKNOWN;
    }
}

function plainObject(value: object): Props {
    const copy: Record<string, Plain> = {};
    for (const [key, member] of Object.entries(value)) {
        if (member !== undefined) copy[key] = plain(member);
    }
    return copy;
}

const isPlainObject = (value: object): boolean => {
    const prototype: unknown = Object.getPrototypeOf(value);
    return prototype === Object.prototype || prototype === null;
};
