import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { WatchedHttpApi } from "./http-api-alarms";

/** Arguments of the counts of calls that the limits of an HTTP API reject. */
export interface HttpApiLimitsArgs {
    /** Name of the stack at AWS, which the namespace of the metrics contains. */
    readonly stackName: string;
    /** Name of the log group of the access log. */
    readonly accessLogGroup: pulumi.Input<string>;
    /** Field of a line of the access log that has the status: letters, digits and _. */
    readonly statusField: string;
    /** Name of the log group of the function that checks keys and plans. Default: the API demands no keys. */
    readonly keyLogGroup?: pulumi.Input<string> | undefined;
}

/** Reasons of the key function, `http-api/key-authorizer`, for rejecting a call with a valid key because of its plan. */
const planReasons = ["rate exceeded", "quota exceeded"];

/**
 * Counts two kinds of calls in logs, as HTTP APIs have no metric of throttled requests: those above the throttle of their route, which
 * get 429 whoever calls, and those above the plan of their client, which the key function rejects with 403.
 *
 * The latter are counted in the log of the function: AWS does not document whether the access log has the context of a function that
 * rejects a call. Dots keep the names apart from those of the stages of a REST API, which have none.
 * @returns both metrics, the second one only with keys.
 */
export function countLimitedRequests(
    { stackName, accessLogGroup, statusField, keyLogGroup }: HttpApiLimitsArgs,
    parent: pulumi.Resource,
): Pick<WatchedHttpApi, "throttled" | "overPlan"> {
    const namespace = `Gatehouse/${stackName}`;
    const count = (name: string, metricName: string, logGroupName: pulumi.Input<string>, alternatives: string[]) => {
        const pattern = `{ ${alternatives.map((one) => `(${one})`).join(" || ")} }`;
        new aws.cloudwatch.LogMetricFilter(
            name,
            { name, logGroupName, pattern, metricTransformation: { namespace, name: metricName, value: "1" } },
            { parent },
        );
        return { namespace, metricName };
    };
    return {
        throttled: count("http.throttled", "HttpThrottledRequests", accessLogGroup, [
            `$.${statusField} = 429`,
            // The format of the access log is a JSON object of strings.
            `$.${statusField} = "429"`,
        ]),
        overPlan:
            keyLogGroup === undefined
                ? undefined
                : count(
                      "http.over-plan",
                      "HttpRequestsOverPlan",
                      keyLogGroup,
                      planReasons.map((reason) => `$.reason = "${reason}"`),
                  ),
    };
}
