import assert from "node:assert/strict";
import { planAlarms } from "../../../infra/watching/planned-alarms";
import { alarms } from "../../../stacks/settings/alarms/schema";
import { type ResourcesOfStack, watchedResources } from "../../../stacks/watching/watched-resources";

const named = (name: string) => ({ name });
const { thresholds } = alarms.parse({});

const bare: ResourcesOfStack = {
    settings: { apis: {}, authorizers: {} },
    backends: {},
    targets: { components: {} },
    authorizers: {},
    databases: {},
};
const photos: ResourcesOfStack = {
    ...bare,
    pipelines: {
        photos: {
            names: {
                queue: named("dev_photos_photo_uploads"),
                deadLetters: named("dev_photos_photo_uploads_dead"),
                thumbnail: named("dev_photos_photo-thumbnail"),
                filter: named("dev_photos_photo-filter"),
                finish: named("dev_photos_photo-finish"),
            },
            outputs: {
                filterMachineArn: "arn:aws:states:eu-west-1:111122223333:stateMachine:dev_photos_photo_filters",
            },
        },
    },
    webSockets: {
        photos: {
            apiId: "a1b2",
            stages: { live: "live" },
            push: {
                functionName: "dev_photos_push",
                queueName: "dev_photos_push",
                deadLetterName: "dev_photos_push_dead",
                timeoutSeconds: 60,
            },
        },
    },
};

const planned = (args: ResourcesOfStack): string[] =>
    planAlarms(watchedResources(args), thresholds).map(({ subject, definition: { key } }) => `${subject} ${key}`);

describe("The alarms of photo pipelines and WebSocket APIs", () => {
    it("watch the queues, the functions, the state machine and the stages", () =>
        assert.deepEqual(planned(photos).sort(), [
            "photos_live socket-client-errors",
            "photos_live socket-execution-errors",
            "photos_live socket-function-errors",
            "photos_photo_filter function-duration",
            "photos_photo_filter function-errors",
            "photos_photo_filter function-throttles",
            "photos_photo_filters failed-executions",
            "photos_photo_filters throttled-executions",
            "photos_photo_finish function-duration",
            "photos_photo_finish function-errors",
            "photos_photo_finish function-throttles",
            "photos_photo_thumbnail function-duration",
            "photos_photo_thumbnail function-errors",
            "photos_photo_thumbnail function-throttles",
            "photos_photo_uploads dead-letters",
            "photos_photo_uploads queue-age",
            "photos_websocket_push dead-letters",
            "photos_websocket_push function-duration",
            "photos_websocket_push function-errors",
            "photos_websocket_push function-throttles",
            "photos_websocket_push queue-age",
        ]));

    it("are absent from a stack without them", () => assert.deepEqual(planned(bare), []));

    it("tell a function that takes most of its time by its own timeout", () => {
        const limits = planAlarms(watchedResources(photos), thresholds)
            .filter(({ definition: { key } }) => key === "function-duration")
            .map(({ subject, threshold }) => [subject, threshold]);
        assert.deepEqual(limits, [
            ["photos_photo_thumbnail", 48_000],
            ["photos_photo_filter", 48_000],
            ["photos_photo_finish", 24_000],
            ["photos_websocket_push", 48_000],
        ]);
    });
});
