import { coversSource } from "../../../openapi/function-invocation";
import type { UnverifiedHttpBehavior } from "../call/unverified-http-behavior";
import type { Listener, ListenerAction, ListenerCondition, Rewrite } from "../state/listener";

/** The parts of a request that rules see. */
export interface BalancedRequest {
    readonly method: string;
    /** Path and query. */
    readonly url: string;
    /** Value of the Host header. */
    readonly host: string;
}

/** The action for a request, and the URL that a target gets. */
export interface ChosenAction {
    readonly action: ListenerAction;
    readonly url: string;
}

/**
 * Chooses the action of a listener: that of the first rule, by priority, whose conditions hold all, else the default one
 * (docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html).
 * @throws {SyntaxError} for a rewrite whose regular expression is invalid.
 */
export function chooseAction(
    { rules, defaultAction }: Listener,
    request: BalancedRequest,
    unverified: Pick<UnverifiedHttpBehavior, "urlRewrite">,
): ChosenAction {
    const rule = rules.find(({ conditions }) => conditions.every((condition) => holds(condition, request)));
    if (rule === undefined) return { action: defaultAction, url: request.url };
    const { action, urlRewrite } = rule;
    return { action, url: urlRewrite === undefined ? request.url : rewritten(request.url, urlRewrite, unverified) };
}

// Paths are case-sensitive, names of hosts are not (the same guide, "Condition types for listener rules").
function holds({ type, values }: ListenerCondition, { method, url, host }: BalancedRequest): boolean {
    switch (type) {
        case "path-pattern": {
            const [path = ""] = url.split("?", 1);
            return values.some((pattern) => coversSource(pattern, path));
        }
        case "host-header": {
            const name = host.replace(/:\d+$/, "").toLowerCase();
            return values.some((pattern) => coversSource(pattern.toLowerCase(), name));
        }
        case "http-request-method":
            return values.includes(method);
    }
}

// A URL that the expression does not match stays (docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-transforms.html).
function rewritten(
    url: string,
    { regex, replace }: Rewrite,
    { urlRewrite }: Pick<UnverifiedHttpBehavior, "urlRewrite">,
): string {
    const [path = "", ...query] = url.split("?");
    const pattern = new RegExp(regex);
    if (urlRewrite === "path and query") return withSlash(url.replace(pattern, replace));
    return [withSlash(path.replace(pattern, replace)), ...query].join("?");
}

function withSlash(url: string): string {
    return url.startsWith("/") ? url : `/${url}`;
}
