import { type Declared, type Json, unknown } from "../engine";
import type { Props } from "./api";

/** A resource in CloudFormation's terms. */
export interface Part {
    /** Without `AWS::`. */
    readonly type: string;
    readonly props: Props;
}

/** Resources by logical id, which is the name of the resource in the other spellings. */
export type Parts = Readonly<Record<string, Part>>;

/** A reference to another part. */
export const ref = (id: string): Props => ({ Ref: id });

const idIn = (value: Json): string | undefined =>
    typeof value === "object" && value !== null && "Ref" in value ? String(value.Ref) : undefined;

/** The value with each reference and each unknown value replaced. */
function replaced(value: Json, by: { readonly ref: (id: string) => Json; readonly later: Json }): Json {
    const id = idIn(value);
    if (id !== undefined) return by.ref(id);
    if (value === unknown) return by.later;
    if (Array.isArray(value)) return value.map((own) => replaced(own, by));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, own]) => [key, replaced(own, by)]));
}

function idsIn(value: Json): readonly string[] {
    const id = idIn(value);
    if (id !== undefined) return [id];
    return typeof value === "object" && value !== null ? Object.values(value).flatMap(idsIn) : [];
}

const camel = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(camel);
    if (typeof value !== "object" || value === null || "Ref" in value) return value;
    // As aws-native spells them: "VPCZoneIdentifier" is "vpcZoneIdentifier", "TargetGroupARNs" is "targetGroupArns".
    const lower = (key: string) =>
        (key.charAt(0).toLowerCase() + key.slice(1)).replace("ARNs", "Arns").replace("vPC", "vpc");
    return Object.fromEntries(Object.entries(value).map(([key, own]) => [lower(key), camel(own)]));
};

/** With the provider aws-native. */
export const asNative = (parts: Parts): Declared[] =>
    Object.entries(parts).map(([name, { type, props }]) => {
        const [service = "", kind = ""] = type.split("::");
        const own = camel(props) as Props;
        const from = Object.entries(own).map(([key, value]) => [key, idsIn(value)] as const);
        return {
            type: `aws-native:${service.toLowerCase()}:${kind}`,
            name,
            props: replaced(own, { ref: () => unknown, later: unknown }) as Props,
            from: Object.fromEntries(from.filter(([, ids]) => ids.length > 0)),
        };
    });

/** As one template, whose parameter has the value that is not known. */
export const asTemplate = (parts: Parts): Declared[] => {
    const resources = Object.entries(parts).map(([id, { type, props }]) => [
        id,
        { Type: `AWS::${type}`, Properties: replaced(props, { ref, later: { Ref: "Later" } }) },
    ]);
    const document = { Parameters: { Later: { Type: "String" } }, Resources: Object.fromEntries(resources) };
    const templateBody = JSON.stringify(document);
    return [{ type: "aws:cloudformation/stack:Stack", name: "shop", props: { templateBody, parameters: unknown } }];
};

/** Through Cloud Control; a desired state is one text, which is not known as a whole. */
export const asControl = (parts: Parts): Declared[] =>
    Object.entries(parts).map(([name, { type, props }]) => ({
        type: "aws:cloudcontrol/resource:Resource",
        name,
        props: { typeName: `AWS::${type}`, desiredState: desired(props) },
        from: { desiredState: idsIn(props) },
        outputs: { id: `${name}-id` },
    }));

function desired(props: Props): Json {
    const text = JSON.stringify(props, (_key, value) => (value === unknown ? "later" : value));
    return text.includes('"later"')
        ? unknown
        : JSON.stringify(replaced(props, { ref: (id) => `${id}-id`, later: null }));
}
