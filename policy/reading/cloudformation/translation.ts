import { parseDocumentText } from "../document-text";
import { memoised } from "../memo";
import { type Plain, type Props, type Resource, resourceWith, UNKNOWN } from "../resource";
import { isList, isObject, knownValue, read, readString } from "../value";
import { awsProperties, methodSettings } from "./gateway-properties";
import { gatewayType } from "./gateway-types";
import { type Resolved, resolve, type Scope } from "./intrinsics";
import { networkType } from "./network-types";
import { camelCased, readTemplate, templateTypes } from "./template";
import { dependenciesIn, ignoredIn, type TranslatedType } from "./translated-type";

const cloudControl = "aws:cloudcontrol/resource:Resource";

/** CloudFormation's name of a type of aws-native: `aws-native:ec2:SecurityGroup` is `AWS::ec2::SecurityGroup`. */
export const nativeName = (type: string): string | undefined =>
    /^aws-native:(?!index:)\w+:\w+$/.test(type) ? type.replace("aws-native", "AWS").replaceAll(":", "::") : undefined;

const translatedType = (name: string): TranslatedType | undefined => gatewayType(name) ?? networkType(name);

/** Whether a type may declare resources in CloudFormation's terms that are checked as those of the aws provider. */
export const isTranslatable = (type: string): boolean =>
    type === cloudControl || templateTypes.has(type) || translatedType(nativeName(type) ?? "") !== undefined;

/** Whether resources of a CloudFormation type are checked only as those of the aws provider, with all others. */
export function isJoined(name: string): boolean {
    const entry = translatedType(name);
    return entry !== undefined && entry.isCheckedAlone !== true;
}

/**
 * The resources that a resource declares in CloudFormation's terms, as the aws provider would declare them: those of API
 * Gateway, and those that may be part of a door. Those inside it, such as the resources of a template, have their own
 * URNs: the URN of the resource, a line break, and their logical ids.
 */
export const translated = memoised((resource: Resource): readonly Resource[] => {
    if (!isTranslatable(resource.type)) return [];
    if (templateTypes.has(resource.type)) return ofTemplate(resource);
    const isControl = resource.type === cloudControl;
    const name = isControl ? knownValue(readString(resource.props, "typeName")) : nativeName(resource.type);
    const entry = translatedType(name ?? "");
    if (entry === undefined) return [];
    const own = isControl ? desired(resource) : resource.props;
    const outputs = outputsOf(resource, entry, isControl);
    if (own === UNKNOWN || !isObject(own)) {
        const sources = resource.propertyDependencies.desiredState ?? [];
        const { matter, type } = entry;
        return [
            resourceWith(resource, {
                type,
                outputs,
                props: Object.fromEntries(matter.map((key) => [key, UNKNOWN])),
                propertyDependencies: Object.fromEntries(matter.map((key) => [key, sources])),
            }),
        ];
    }
    const dependencies = isControl ? {} : resource.propertyDependencies;
    return declared(entry, own, (key) => dependencies[key] ?? [], resourceWith(resource, { outputs }));
});

/** Whether a resource is declared in CloudFormation's terms. */
export const isTranslated = (resource: Resource): boolean => made.has(resource);

/** The resource that declares another one, such as the stack of a template; a resource that is no part of one, itself. */
export const holderOf = (urn: string): string => urn.split(separator, 1)[0] ?? urn;

// The engine's URNs have no line breaks.
const separator = "\n";
const partUrn = (holder: string, part: string): string => `${holder}${separator}${part}`;

const made = new WeakSet<Resource>();

function desired(resource: Resource): Plain {
    const text = readString(resource.props, "desiredState");
    const state = text.state === "known" ? parseDocumentText(text.value) : undefined;
    if (!isObject(state)) return UNKNOWN;
    return Object.fromEntries(
        Object.entries(state).map(([key, own]) => [
            key.charAt(0).toLowerCase() + key.slice(1),
            onlyMember({ [key]: own }),
        ]),
    );
}

// The provider has one id for everything, and properties of the created resource as text.
function outputsOf({ outputs }: Resource, { id = "id", idAt = 0 }: TranslatedType, isControl: boolean): Props {
    if (!isControl) return id in outputs ? { ...outputs, id: outputs[id] ?? null } : outputs;
    const whole = read(outputs, "id");
    const created = knownValue(readString(outputs, "properties"));
    const properties = camelCased(created === undefined ? {} : (parseDocumentText(created) ?? {}));
    return {
        ...(isObject(properties) ? properties : {}),
        ...(whole.state !== "absent" && {
            id: whole.state === "known" ? (String(whole.value).split("|")[idAt] ?? null) : UNKNOWN,
        }),
    };
}

/** A resource and those that CloudFormation declares within it: settings of a stage, the integration of a method. */
function declared(
    entry: TranslatedType,
    own: Props,
    sourcesOf: (property: string) => readonly string[],
    holder: Resource,
): readonly Resource[] {
    const { methodSettings: settings, integration, ...rest } = own;
    const props = awsProperties(entry, rest);
    const sources = dependenciesIn(entry, Object.keys(own), sourcesOf);
    const ignoreChanges = holder.ignoreChanges.flatMap((path) => ignoredIn(entry, path));
    const type = entry.typeOf?.(props) ?? entry.type;
    const main = virtual(resourceWith(holder, { ignoreChanges }), holder.urn, type, props, sources);
    const inside = (urn: string, token: string, more: Props, from: Readonly<Record<string, readonly string[]>>) => {
        return virtual(
            holder,
            urn,
            `aws:apigateway/${token}`,
            { ...more, restApi: props.restApi ?? null },
            {
                restApi: sources.restApi ?? [],
                ...from,
            },
        );
    };
    const entries: readonly Plain[] = isList(settings)
        ? settings
        : settings === undefined || settings === null
          ? []
          : [UNKNOWN];
    return [
        main,
        ...entries.map((each, index) =>
            inside(
                partUrn(holder.urn, `methodSettings[${index}]`),
                "methodSettings:MethodSettings",
                { ...methodSettings(each), stageName: props.stageName ?? null },
                { stageName: [holder.urn] },
            ),
        ),
        ...(isObject(integration)
            ? [
                  inside(
                      partUrn(holder.urn, "integration"),
                      "integration:Integration",
                      { ...integration, resourceId: props.resourceId ?? null, httpMethod: props.httpMethod ?? null },
                      { resourceId: sources.resourceId ?? [], connectionId: sourcesOf("integration") },
                  ),
              ]
            : []),
    ];
}

function virtual(
    holder: Resource,
    urn: string,
    type: string,
    props: Props,
    propertyDependencies: Readonly<Record<string, readonly string[]>>,
): Resource {
    const resource = resourceWith(holder, { urn, type, props, propertyDependencies });
    made.add(resource);
    return resource;
}

function ofTemplate(stack: Resource): readonly Resource[] {
    const body = knownValue(readString(stack.props, "templateBody"));
    const template = body === undefined ? undefined : readTemplate(body);
    if (template === undefined || "hidden" in template) return [];
    const ids = new Set(template.resources.map(({ logicalId }) => logicalId));
    const scope: Scope = {
        stack,
        parameters: template.parameters,
        urnOf: (id) => (ids.has(id) ? partUrn(stack.urn, id) : undefined),
    };
    return template.resources.flatMap(({ logicalId, type, own }) => {
        const entry = translatedType(type);
        if (entry === undefined) return [];
        const urn = partUrn(stack.urn, logicalId);
        const resolved = new Map<string, Resolved>(
            Object.entries(isObject(own) ? own : {}).map(([key, value]) => [
                key.charAt(0).toLowerCase() + key.slice(1),
                resolve({ [key]: value }, scope),
            ]),
        );
        const props: Props = Object.fromEntries(
            [...resolved].map(([key, { value }]): [string, Plain] => [key, onlyMember(value)]),
        );
        const part = resourceWith(stack, { urn, name: `${stack.name}/${logicalId}`, outputs: { id: UNKNOWN } });
        return declared(entry, props, (key) => resolved.get(key)?.sources ?? [], part);
    });
}

// Property names below the first level begin in lower case too, but not those of an API's document.
function onlyMember(value: Plain): Plain {
    const [first] = isObject(value) ? Object.entries(value) : [];
    if (first === undefined) return null;
    const [key, own]: readonly [string, Plain] = first;
    return key === "Body" ? own : camelCased(own);
}
