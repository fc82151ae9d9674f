import { type Plain, type Props, UNKNOWN } from "../resource";
import { isList, isObject } from "../value";
import type { TranslatedType } from "./translated-type";

/** Properties of a resource as the aws provider writes them. */
export function awsProperties({ type, renamed = {}, shape }: TranslatedType, own: Props): Props {
    const props: Props = Object.fromEntries(
        Object.entries(own).map(([key, value]): [string, Plain] => [renamed[key] ?? key, value]),
    );
    const shaped =
        shape ?? (type.startsWith("aws:apigateway/") ? shapes[type.slice(type.lastIndexOf(":") + 1)] : undefined);
    return shaped ? { ...props, ...shaped(props) } : props;
}

const shapes: Readonly<Record<string, (props: Props) => Props>> = {
    // A body in a bucket is as unknown as one that comes later.
    RestApi: ({ body, bodyS3Location }) => ({ body: bodyS3Location === undefined ? bodyText(body) : UNKNOWN }),
    // CreateApiKey disables a key unless it is told otherwise: docs.aws.amazon.com/apigateway/latest/api/API_CreateApiKey.html
    ApiKey: ({ enabled = false, tags }) => ({ enabled, tags: tagMap(tags) }),
    UsagePlan: ({ apiStages }) => ({ apiStages: isList(apiStages) ? apiStages.map(planStage) : (apiStages ?? null) }),
};

const tagMap = (tags: Plain | undefined): Plain =>
    isList(tags)
        ? Object.fromEntries(
              tags.flatMap((tag) =>
                  isObject(tag) && typeof tag.key === "string" ? [[tag.key, tag.value ?? null]] : [],
              ),
          )
        : (tags ?? null);

// By method, such as `/items/GET`.
function planStage(entry: Plain): Plain {
    if (!isObject(entry) || !isObject(entry.throttle)) return entry;
    const { throttle, ...rest } = entry;
    return {
        ...rest,
        throttles: Object.entries(throttle).map(([path, limits]) => (isObject(limits) ? { ...limits, path } : limits)),
    };
}

/** An entry of a stage's `methodSettings` as MethodSettings of the aws provider. */
export function methodSettings(entry: Plain): Props {
    if (!isObject(entry)) return { methodPath: UNKNOWN, settings: UNKNOWN };
    const { resourcePath = "/*", httpMethod = "*", ...settings } = entry;
    const isKnown = typeof resourcePath === "string" && typeof httpMethod === "string";
    const path = isKnown ? `${resourcePath}/${httpMethod}` : UNKNOWN;
    return {
        methodPath: path === "/*/*" ? "*/*" : path,
        // CloudFormation cannot set this one, and AWS enables it (docs.aws.amazon.com/cli/latest/reference/apigateway/update-stage.html).
        settings: { requireAuthorizationForCacheControl: true, ...settings },
    };
}

// Values of these keys are calls that the deployed API makes; a part that is not known yet is still the call that it is.
const ofCalls = ["uri", "connectionId", "credentials", "requestTemplates", "integrationTarget"];
const ofTexts = ["info", "title", "description", "tags", "x-amazon-apigateway-policy", "providerARNs", "authorizerUri"];
const laterKeys: ReadonlySet<string> = new Set([...ofCalls, ...ofTexts]);

// CloudFormation takes an object, the aws provider its text.
function bodyText(body: Plain | undefined): Plain {
    if (body === undefined || body === null || typeof body === "string" || body === UNKNOWN) return body ?? null;
    const filled = withPlaceholders(body, false);
    return filled === UNKNOWN ? UNKNOWN : JSON.stringify(filled);
}

function withPlaceholders(value: Plain, isLater: boolean): Plain {
    if (value === UNKNOWN) return isLater ? "${later}" : UNKNOWN;
    const members: readonly (readonly [string, Plain])[] = isList(value)
        ? value.map((own, index) => [String(index), own] as const)
        : isObject(value)
          ? Object.entries(value)
          : [];
    const filled = members.map(([key, own]) => [key, withPlaceholders(own, isLater || laterKeys.has(key))] as const);
    if (filled.some(([, own]) => own === UNKNOWN)) return UNKNOWN;
    if (isList(value)) return filled.map(([, own]) => own);
    return isObject(value) ? Object.fromEntries(filled) : value;
}
