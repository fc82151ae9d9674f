import type { EngineEvent } from "@pulumi/pulumi/automation";
import { nameOf } from "../preview/event-log";
import type { Operation, Replacement } from "./rehearsal-result";

/** What one run of the engine said. */
export class StepLog {
    /** Operations in the order in which they were finished. */
    readonly operations: Operation[] = [];
    readonly replaced: Replacement[] = [];
    /** Errors, each once. */
    readonly errors: string[] = [];

    /** Takes an event in. */
    add({ resourcePreEvent, resOutputsEvent, diagnosticEvent }: EngineEvent): void {
        if (resourcePreEvent?.metadata.op === "replace" || resourcePreEvent?.metadata.op === "create-replacement") {
            this.addReplacement(resourcePreEvent.metadata);
        }
        if (resOutputsEvent) this.addOperation(resOutputsEvent.metadata);
        if (diagnosticEvent?.severity === "error") this.addError(diagnosticEvent.message);
    }

    private addOperation({
        op,
        urn,
        type,
    }: {
        readonly op: string;
        readonly urn: string;
        readonly type: string;
    }): void {
        const isSilent = op === "same" || op === "replace" || op === "read" || op === "refresh";
        if (!isSilent) this.operations.push({ op, urn, type, name: nameOf(urn) });
    }

    private addReplacement({
        urn,
        type,
        keys,
    }: {
        readonly urn: string;
        readonly type: string;
        readonly keys?: string[];
    }) {
        if (this.replaced.some((replacement) => replacement.urn === urn)) return;
        this.replaced.push({ urn, type, name: nameOf(urn), because: keys ?? [] });
    }

    private addError(message: string): void {
        const text = message.replaceAll(/<\{%[^%]*%\}>/g, "").trim();
        if (text === "" || /^(update|destroy|preview|refresh) failed$/.test(text)) return;
        if (!this.errors.includes(text)) this.errors.push(text);
    }
}
