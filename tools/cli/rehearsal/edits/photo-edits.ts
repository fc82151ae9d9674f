import type { ShownSettings } from "../stack-apis";
import type { SettingChange, SettingsEdit } from "./edit";

type Edit = readonly [title: string, settings: Readonly<Record<string, unknown>>];
type Section = "photoPipeline" | "webSocket";

/**
 * Everyday edits of photo pipelines and of WebSocket APIs, in their order: each changes the first API that has the section. All settings of
 * a pipeline are changed, and of a WebSocket API those that name no file and no route.
 */
export function photoEdits(rehearsal: ShownSettings): SettingsEdit[] {
    return [...ofSection(rehearsal, "photoPipeline", pipelineEdits), ...ofSection(rehearsal, "webSocket", socketEdits)];
}

/** The first API of the stack that has a photo pipeline or a WebSocket API; undefined if none has. */
export function apiWith(rehearsal: ShownSettings, section: Section): string | undefined {
    const apis = rehearsal.setting("gatehouse:apis") as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    return Object.entries(apis).find(([, settings]) => settings[section] !== undefined)?.[0];
}

function ofSection(
    rehearsal: ShownSettings,
    section: Section,
    edits: (shown: (key: string) => unknown) => readonly Edit[],
): SettingsEdit[] {
    const api = apiWith(rehearsal, section);
    if (api === undefined) return [];
    const path = ["gatehouse:apis", api, section];
    const change = ([key, value]: [string, unknown]): SettingChange => ({ path: [...path, key], value });
    return edits((key) => rehearsal.setting(...path, key)).map(([title, settings]) => ({
        title,
        changes: Object.entries(settings).map(change),
    }));
}

function pipelineEdits(): readonly Edit[] {
    return [
        ["larger photos", { maximumMegabytes: 30 }],
        ["photos with more pixels", { maximumMegapixels: 80 }],
        ["other thumbnails", { thumbnailPixels: [160, 320, 1024] }],
        ["a longer time for a form", { formMinutes: 10 }],
        ["more thumbnail functions at once", { maximumConcurrency: 20 }],
        ["photos that are restored for longer", { oldVersionDays: 60 }],
        // Back to the keys of the services would delete the key of the photos that exist (docs/pipelines/photos.md).
        ["a key of the stack for photos", { encryption: "kms" }],
    ];
}

function socketEdits(shown: (key: string) => unknown): readonly Edit[] {
    const key = shown("key");
    return [
        ["another limit of messages", { throttle: { requestsPerSecond: 50, burst: 20 } }],
        ["API keys in another place", { key: key === "subprotocol" ? "header" : "subprotocol", authorizer: undefined }],
        ["API keys in their former place", { key, authorizer: shown("authorizer") }],
    ];
}
