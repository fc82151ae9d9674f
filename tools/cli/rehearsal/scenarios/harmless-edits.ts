import { servingTypes } from "../../../cloud-simulator/providers/known-types";
import { apiEdits } from "../edits/api-edits";
import { edgeEdits } from "../edits/edge-edits";
import { joinedEdits, type SettingChange, type SettingsEdit } from "../edits/edit";
import { apiWith, photoEdits } from "../edits/photo-edits";
import { stackEdits } from "../edits/stack-edits";
import type { OpenApiDocument } from "../project-copy";
import type { Rehearsal } from "../rehearsal";
import type { Step } from "../rehearsal-result";
import type { Scenario } from "../scenario";
import {
    apisOf,
    copyDocument,
    firstNameIn,
    firstOfEachKind,
    type ShownSettings,
    sampleApi,
    sampleImage,
} from "../stack-apis";

/** Edits that a team makes every week, by default one at a time, each to an API on each kind of compute. */
export const harmlessEdits: Scenario = {
    name: "harmless-edits",
    statement:
        "Everyday edits of APIs on each kind of compute replace nothing that serves traffic, and no stage is ever without a deployment.",
    async run(rehearsal, { editsPerUpdate }) {
        const apis = firstOfEachKind(rehearsal);
        for (const { name } of apis) {
            await rehearsal.set(["gatehouse:apis", name, "build"], undefined);
            await rehearsal.set(["gatehouse:apis", name, "image"], sampleImage(rehearsal, name, "1"));
        }
        await rehearsal.up("everything");
        for (const edit of joinedEdits(settingsEdits(rehearsal), editsPerUpdate)) await apply(rehearsal, edit);
        await editDocument(rehearsal);
        await editSite(rehearsal);
        await editRoutes(rehearsal);
        const photos = apiWith(rehearsal, "photoPipeline");
        for (const api of apis) copyDocument(rehearsal, newcomer(api.name), api);
        if (photos !== undefined) rehearsal.project.addDocument(newcomer(photos), photos);
        for (const edit of newcomerEdits(rehearsal)) await apply(rehearsal, edit);
    },
};

/** The titles of all edits, in their order. */
export function harmlessEditTitles(rehearsal: ShownSettings): string[] {
    const titles = [...settingsEdits(rehearsal), ...newcomerEdits(rehearsal)].map(({ title }) => title);
    return [...titles, ...documentEdits.map(([title]) => title)];
}

function settingsEdits(rehearsal: ShownSettings): SettingsEdit[] {
    return [...apiEdits(rehearsal), ...photoEdits(rehearsal), ...stackEdits(rehearsal), ...edgeEdits(rehearsal)];
}

const operationId = "rehearse";
const detail = "a changed operation";
const removal = "an operation less";

const documentEdits: readonly [title: string, edit: (document: OpenApiDocument) => void][] = [
    [
        "a new operation",
        ({ paths }) => {
            paths["/rehearsed"] = { get: { operationId, responses: { "200": { description: "OK" } } } };
        },
    ],
    [
        detail,
        ({ paths }) => {
            const parameters = [{ name: "page", in: "query", schema: { type: "string" } }];
            paths["/rehearsed"] = { get: { operationId, parameters, responses: { "200": { description: "OK" } } } };
        },
    ],
    [
        removal,
        ({ paths }) => {
            delete paths["/rehearsed"];
        },
    ],
];

const newcomer = (name: string) => `new-${name}`;

function newcomerEdits(rehearsal: ShownSettings): SettingsEdit[] {
    const apis = firstOfEachKind(rehearsal);
    const photos = apiWith(rehearsal, "photoPipeline");
    const change = (value: (api: (typeof apis)[number]) => unknown, ...key: string[]) =>
        apis.map((api) => newcomerChange(api.name, value(api), ...key));
    const ofPhotos = (value: unknown) => (photos === undefined ? [] : [newcomerChange(photos, value)]);
    const edits: SettingsEdit[] = [
        { title: "a new API", changes: change((api) => sampleApi(rehearsal, api, newcomer(api.name))) },
        { title: "a table for an API", changes: change(() => ({ partitionKey: "id" }), "table") },
        { title: "an API without its table", changes: change(() => undefined, "table") },
        { title: "an API removed", changes: change(() => undefined) },
        { title: "another API with photos", changes: ofPhotos(rehearsal.setting("gatehouse:apis", photos ?? "")) },
        { title: "an API with photos removed", changes: ofPhotos(undefined) },
    ];
    return edits.filter(({ changes }) => changes.length > 0);
}

function newcomerChange(api: string, value: unknown, ...key: string[]): SettingChange {
    return { path: ["gatehouse:apis", newcomer(api), ...key], value, api: newcomer(api) };
}

async function editDocument(rehearsal: Rehearsal): Promise<void> {
    const { project } = rehearsal;
    const [served] = apisOf(rehearsal);
    const api = served?.name ?? firstNameIn(rehearsal, "gatehouse:apis");
    // Where no server answers the operation, the gateway does.
    const removeAnswer = served === undefined ? project.addConstant(api, operationId) : undefined;
    for (const [title, edit] of documentEdits) {
        project.editDocument(api, edit);
        if (title === removal) removeAnswer?.();
        const step = await rehearsal.up(title);
        if (title === detail && served?.publishedBy === "http") expectNothing(rehearsal, step);
        else check(rehearsal, step);
    }
    if (served?.publishedBy === "http") await nameVariable(rehearsal, api);
}

// AWS rejects a route with another name of a variable than that of a route that exists. Of several in a document, the first one is published.
async function nameVariable(rehearsal: Rehearsal, api: string): Promise<void> {
    const restore = rehearsal.project.editDocument(api, (document) => {
        const { paths } = document;
        const hasVariable = Object.keys(paths ?? {}).some((path) => path.startsWith("/{"));
        rehearsal.expect(hasVariable, `no path of "${api}" begins with a variable, so none gets another name`);
        document.paths = {
            "/{rehearsed}/rehearsed": { get: { responses: { "200": { description: "OK" } } } },
            ...paths,
        };
    });
    const step = await rehearsal.up("an operation with another name of a variable");
    check(rehearsal, step);
    const others = step.operations.filter(({ op }) => op !== "create").map(({ op, name }) => `${op} ${name}`);
    rehearsal.expect(others.length === 0, `"${step.title}" of an HTTP API did: ${others.join(", ")}`);
    restore();
}

// An HTTP API passes calls as they are, and knows nothing of their parameters.
function expectNothing(rehearsal: Rehearsal, { title, operations }: Step): void {
    const changed = operations.map(({ op, name }) => `${op} ${name}`).join(", ");
    rehearsal.expect(operations.length === 0, `"${title}" of an HTTP API did: ${changed}`);
}

async function editSite(rehearsal: Rehearsal): Promise<void> {
    const build = rehearsal.setting("gatehouse:site", "build");
    if (typeof build !== "string") return;
    rehearsal.project.editSite(build);
    check(rehearsal, await rehearsal.up("a changed page"));
}

async function editRoutes(rehearsal: Rehearsal): Promise<void> {
    const api = apiWith(rehearsal, "webSocket");
    if (api === undefined) return;
    const removeRoute = rehearsal.project.addRoute(api, "rehearsed");
    const limits = ["gatehouse:apis", api, "webSocket", "throttles"];
    const restoreLimits = await rehearsal.set(limits, { rehearsed: { requestsPerSecond: 5, burst: 5 } });
    check(rehearsal, await rehearsal.up("a new route with its own limit"));
    removeRoute();
    await restoreLimits();
    check(rehearsal, await rehearsal.up("a route less"));
}

async function apply(rehearsal: Rehearsal, { title, changes }: SettingsEdit): Promise<void> {
    for (const { path, value } of changes) await rehearsal.set(path, value);
    const step = await rehearsal.up(title);
    check(rehearsal, step);
    for (const { api } of changes) {
        const isChanged = ({ name }: { readonly name: string }) => name === api || name.startsWith(`${api}-`);
        rehearsal.expect(
            api === undefined || step.operations.some(isChanged),
            `"${title}" changed nothing of API "${api}"`,
        );
    }
}

// A deployment is a snapshot, and the names of a certificate cannot be changed. The stages move to a new deployment, and the distribution
// to a new certificate, before the old one is deleted.
const isRenewed = /(deployment:Deployment|certificate:Certificate)$/;

function check(rehearsal: Rehearsal, { title, operations, replaced }: Step): void {
    rehearsal.expect(operations.length > 0, `"${title}" changed nothing`);
    const serving = replaced.filter(({ type }) => servingTypes().includes(type) && !isRenewed.test(type));
    for (const { type, name, because } of serving) {
        rehearsal.problems.push(`"${title}" replaced ${type} "${name}", because of ${because.join(", ")}`);
    }
}
