import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { program } from "../../stacks/program";
import type { PreviewResult } from "../../tools/cli/preview/preview-result";
import { runPreview } from "../../tools/cli/preview/run-preview";
import { projectFolder, type Stack } from "../../tools/cli/project/project";
import { buildReport } from "../../tools/cli/report/build-report";
import { runOf } from "../../tools/cli/report/facts/engine-run";
import type { Report } from "../../tools/cli/report/facts/report-schema";

/** Previews a stack after `prepare` has run in the program. */
export function preview(
    stack: Stack,
    prepare: () => void = () => {},
    onEvent: (event: EngineEvent) => void = () => {},
): Promise<PreviewResult> {
    return runPreview({
        stack,
        program: async () => {
            prepare();
            return program();
        },
        diff: true,
        onEvent,
    });
}

/** Previews a stack, and builds the report of it. */
export async function previewWithReport(stack: Stack): Promise<{ result: PreviewResult; report: Report }> {
    const events: EngineEvent[] = [];
    const result = await preview(
        stack,
        () => {},
        (event) => events.push(event),
    );
    return { result, report: buildReport(runOf(result, events), { source: "offline preview", folder: projectFolder }) };
}

/** The edges of a report's picture, each as the labels of its two nodes. */
export function labelledEdges({ architecture: { nodes, edges } }: Report): [from: string, to: string][] {
    const label = (id: string) => nodes.find((node) => node.id === id)?.label.join(", ") ?? "";
    return edges.map(({ from, to }) => [label(from), label(to)]);
}

/** Asserts that a preview succeeded and that every rule holds. */
export function assertHolds({ errors, rules, exitCode }: Pick<PreviewResult, "errors" | "rules" | "exitCode">): void {
    assert.deepEqual(errors, []);
    assert.deepEqual(
        rules.flatMap(({ findings }) => findings),
        [],
    );
    assert.equal(exitCode, 0);
}

/** A change of the properties of every resource of a type, and the one rule that it breaks. */
export interface Mistake {
    readonly rule: string;
    readonly title: string;
    readonly type: string;
    change(props: Record<string, unknown>): object;
    /** The first finding. */
    readonly words: RegExp;
}

/** The mistake of a document whose operations need no API key. */
export const operationsWithoutKey: Mistake = {
    rule: "R4",
    title: "operations without a key",
    type: "aws:apigateway/restApi:RestApi",
    change: ({ body }) => ({
        body: JSON.stringify(JSON.parse(String(body), (key, value) => (key === "security" ? [] : value))),
    }),
    words: /key/,
};

/** Defines a test of each mistake in the program of a stack. */
export function itFindsMistakes(stack: Stack, mistakes: readonly Mistake[]): void {
    for (const { rule, title, type, change, words } of mistakes)
        it(`breaks ${rule} with ${title}`, async () => {
            const result = await preview(stack, () =>
                pulumi.runtime.registerStackTransformation(({ type: own, props, opts }) =>
                    own === type ? { props: { ...props, ...change(props) }, opts } : undefined,
                ),
            );
            assert.equal(result.exitCode, 1);
            const broken = result.rules.filter(({ findings }) => findings.length > 0);
            assert.deepEqual(
                broken.map(({ id }) => id),
                [rule],
            );
            assert.match(broken[0]?.findings[0]?.message ?? "", words);
        });
}
