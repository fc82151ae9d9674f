import type { App } from "../../gateway-emulator/state/deployed-api";

/** An app whose tasks a target group has. */
export type TargetApp = Pick<App, "name" | "environment">;

/** The action that ends the evaluation of a listener's rules. */
export type ListenerAction =
    | { readonly type: "forward"; readonly targetGroupArn: string }
    | { readonly type: "fixed-response"; readonly status: number; readonly contentType: string; readonly body: string };

/** A regular expression and its replacement. */
export interface Rewrite {
    readonly regex: string;
    /** May contain `$1`. */
    readonly replace: string;
}

/** A rule of a listener, whose conditions have to hold all. */
export interface ListenerRule {
    readonly priority: number;
    /** One of the patterns has to match the path; `*` matches any characters and `?` one. */
    readonly conditions: readonly ListenerCondition[];
    readonly action: ListenerAction;
    /** Replaces a part of the URL. Default: the URL stays. */
    readonly urlRewrite?: Rewrite;
}

/** A condition of a rule: one of its values has to match. */
export type ListenerCondition =
    | { readonly type: "path-pattern"; readonly values: readonly string[] }
    | { readonly type: "host-header"; readonly values: readonly string[] }
    | { readonly type: "http-request-method"; readonly values: readonly string[] };

/** A listener of an application load balancer. */
export interface Listener {
    readonly arn: string;
    readonly port: number;
    /** Whether headers whose names have other characters than letters, digits and hyphens are removed. */
    readonly dropsInvalidHeaders: boolean;
    /** Sorted by priority. */
    readonly rules: readonly ListenerRule[];
    readonly defaultAction: ListenerAction;
}
