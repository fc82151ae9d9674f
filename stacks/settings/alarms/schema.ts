import { z } from "zod";
import { boolean, checkedString, integer, list, number, object, oneOf, string } from "../form";

const share = () => number("a number from 0 to 1", 0, 1);
const milliseconds = () => integer("an integer from 1 to 900000", 1, 900_000);

const urlForm = "an HTTPS URL such as https://events.pagerduty.com/…";

/** The settings of alarms, the dashboard, the canary and the budget: `gatehouse:alarms`. */
export const alarms = object({
    email: list("a list of e-mail addresses", string("an e-mail address", /^[^\s@]+@[^\s@]+\.[^\s@]+$/))
        .default([])
        .describe(
            "Addresses that get a mail for each alarm; each confirms its subscription by a link that AWS sends, and with `edge`, in another region than us-east-1, a second one there.",
        ),
    https: list(
        "a list of HTTPS URLs",
        checkedString(urlForm, (url) => (/^https:\/\/\S+$/.test(url) && URL.canParse(url) ? undefined : urlForm)),
    )
        .default([])
        .describe(
            "Endpoints that get each alarm by HTTPS, such as PagerDuty's. A URL that contains a key is set with `pulumi config set --secret --path`.",
        ),
    slack: object({
        workspaceId: string("the id of a workspace such as T0123456789", /^T[A-Z0-9]{8,}$/).describe(
            "Id of the workspace; it is authorized once in the AWS console.",
        ),
        channelId: string("the id of a channel such as C0123456789", /^[CG][A-Z0-9]{8,}$/).describe(
            "Id of the channel.",
        ),
    })
        .optional()
        .describe("Slack channel that shows each alarm. Default: none."),
    notify: oneOf(["each", "stack"])
        .default("each")
        .describe("Send a message for each alarm, or one for the stack when its first alarm begins."),
    thresholds: object({
        serverErrorShare: share()
            .default(0.01)
            .describe("Share of requests to a stage that end with 5xx, above which it alarms after 5 minutes."),
        clientErrorShare: share().default(0.2).describe("Share of requests to a stage that end with 4xx."),
        throttledRequests: integer("an integer from 0 to 1000000000", 0, 1_000_000_000)
            .default(0)
            .describe(
                "Requests in 5 minutes that end with 429, or that the HTTP API rejects because their client's plan is used up.",
            ),
        latencyMilliseconds: milliseconds()
            .default(3000)
            .describe("99th percentile of a stage's latency, in 3 of 5 minutes."),
        integrationLatencyMilliseconds: milliseconds()
            .default(2500)
            .describe("99th percentile of the latency of the backends."),
        cacheHitShare: share()
            .default(0)
            .describe("Share of cached GET requests that the cache answers, below which it alarms; 0 is off."),
        quietMinutes: integer("an integer from 0 to 1440", 0, 1440)
            .default(0)
            .describe("Minutes without a request after which a stage alarms; 0 is off."),
        functionDurationShare: share()
            .default(0.8)
            .describe("Share of a function's timeout that its 99th percentile of duration may take."),
        queueAgeSeconds: integer("an integer from 1 to 1209600", 1, 1_209_600)
            .default(300)
            .describe("Age of the oldest message in a queue."),
        databaseCpuPercent: integer("an integer from 1 to 100", 1, 100).default(80).describe("CPU of a database."),
        databaseFreeStorageShare: share()
            .default(0.1)
            .describe("Share of a database's storage that is free, below which it alarms; 0 is off."),
        databaseConnections: integer("an integer from 1 to 100000", 1, 100_000)
            .default(80)
            .describe("Connections to a database."),
        blockedDeviations: number("a number from 1 to 100", 1, 100)
            .default(3)
            .describe("Standard deviations above the usual number of requests that the firewall blocks."),
    })
        .prefault({})
        .describe("Values at which alarms begin."),
    canary: object({
        minutes: oneOf([1, 5, 10, 15, 30, 60]).default(5).describe("Minutes between two runs."),
        paths: z
            .record(z.string(), string("a path below the API such as /books?limit=1", /^\/\S*$/), {
                error: "a map from the name of an API to a path",
            })
            .meta({ form: "a map from the name of an API to a path" })
            .default({})
            .describe(
                "Path that the canary calls of each API that the REST API publishes. Default for each: the first GET operation, by path, that needs an API key alone.",
            ),
    })
        .optional()
        .describe(
            "A canary of CloudWatch Synthetics that calls each stage of the REST API with a separate API key. Default: none.",
        ),
    budget: object({
        monthlyUsd: number("a number from 1 to 10000000", 1, 10_000_000).describe(
            "US dollars a month; `npm run report` estimates them.",
        ),
        percent: integer("an integer from 1 to 1000", 1, 1000)
            .default(100)
            .describe("Percent of it at which an alarm is sent, for actual and for forecast costs."),
    })
        .optional()
        .describe("Monthly budget of the stack's costs, by its tags. Default: none."),
    dashboard: boolean().default(true).describe("A CloudWatch dashboard of the stack."),
    queries: boolean()
        .default(true)
        .describe("Saved queries for the logs of the gateway, the firewall and the distribution."),
});

/** The parsed settings of alarms. */
export type AlarmSettings = z.output<typeof alarms>;
