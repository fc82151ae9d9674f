import { closest } from "fastest-levenshtein";
import type { Throttle } from "../../infra/gateway/rest/method-settings";
import type { PublishedOperation } from "../../openapi/operations";
import { quote } from "../../openapi/problem";
import { settingProblem } from "../settings/problems";
import type { Settings } from "../settings/schema";

type Throttles = Readonly<Record<string, Throttle>>;
type Plan = Settings["plans"][string];

// API Gateway quotas, "Method level throttles per stage in a usage plan".
const maxPlanThrottles = 20;

// Seen at AWS: with both limits 0 a method of a plan has no request left (aws/aws-cdk#10071).
const blocked: Throttle = { requestsPerSecond: 0, burst: 0 };

/** An operation as settings name it, such as `books GET /{id}`: the API, the method, and the path without the API's. */
export function operationKey({ api, method, path }: PublishedOperation): string {
    return `${api} ${method.toUpperCase()} ${path.slice(`/${api}`.length) || "/"}`;
}

/** The problems of operations that settings limit and that no document has, and of plans with too many limits. */
export function operationProblems(
    { stages, plans }: Pick<Settings, "stages" | "plans">,
    operations: readonly PublishedOperation[],
): string[] {
    return [
        ...Object.entries(stages).flatMap(([name, { throttles }]) =>
            unknownOperations(["stages", name], throttles, operations),
        ),
        ...Object.entries(plans).flatMap(([name, plan]) => [
            ...unknownOperations(["plans", name], plan.throttles, operations),
            ...planProblems(name, plan, operations),
        ]),
    ];
}

/** The limits of a stage's operations, by method path. */
export function stageThrottles(throttles: Throttles, operations: readonly PublishedOperation[]): Throttles {
    return limitsBy(({ methodPath }) => methodPath, throttles, operations);
}

/**
 * The limits of a plan's operations, as plans name methods: `/books/{id}/GET`. A plan covers whole stages, so an operation of
 * another API gets limits of 0.
 */
export function planThrottles(
    { apis, throttles = {} }: Pick<Plan, "apis" | "throttles">,
    operations: readonly PublishedOperation[],
): Throttles {
    const others = operations.filter(({ api }) => apis !== undefined && !apis.includes(api));
    const all = { ...throttles, ...Object.fromEntries(others.map((each) => [operationKey(each), blocked])) };
    return limitsBy(({ path, method }) => `${path}/${method.toUpperCase()}`, all, operations);
}

function limitsBy(
    nameOf: (operation: PublishedOperation) => string,
    throttles: Throttles,
    operations: readonly PublishedOperation[],
): Throttles {
    return Object.fromEntries(
        operations.flatMap((operation) => {
            const limits = throttles[operationKey(operation)];
            return limits ? [[nameOf(operation), limits] as const] : [];
        }),
    );
}

function unknownOperations(
    at: readonly string[],
    throttles: Throttles = {},
    operations: readonly PublishedOperation[],
): string[] {
    const known = operations.map(operationKey);
    return Object.keys(throttles)
        .filter((key) => !known.includes(key))
        .flatMap((key) => {
            const own = known.filter((other) => other.split(" ", 1)[0] === key.split(" ", 1)[0]);
            // The settings of its publisher have the problem.
            if (own.length === 0) return [];
            const want = `an operation of the API's document, such as ${quote(closest(key, own))}`;
            return [`gatehouse:${[...at, "throttles"].join(".")}: got the name ${quote(key)}, want ${want}`];
        });
}

function planProblems(name: string, plan: Plan, operations: readonly PublishedOperation[]): string[] {
    const { apis, throttles = {} } = plan;
    const count = Object.keys(planThrottles(plan, operations)).length;
    const outside = Object.keys(throttles).filter((key) => apis && !apis.includes(key.split(" ", 1)[0] ?? ""));
    return [
        ...outside.map((key) =>
            settingProblem(
                ["plans", name, "throttles", key],
                throttles[key],
                `an operation of the plan's APIs: ${apis?.join(", ")}`,
            ),
        ),
        ...(count > maxPlanThrottles
            ? [
                  settingProblem(
                      ["plans", name, apis === undefined ? "throttles" : "apis"],
                      apis ?? Object.keys(throttles),
                      `at most ${maxPlanThrottles} throttles of a plan, as API Gateway has no more; ${apis === undefined ? "these are" : "with those of the other APIs' operations these are"} ${count}`,
                  ),
              ]
            : []),
    ];
}
