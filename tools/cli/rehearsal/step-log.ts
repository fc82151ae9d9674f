import type { EngineEvent } from "@pulumi/pulumi/automation";
import { nameOf } from "../../cloud-simulator/state/urn";
import type { Operation, Replacement } from "./rehearsal-result";

/** Operations, replacements and errors of one run of the engine. */
export class StepLog {
    /** Operations in the order in which they finished. */
    readonly operations: Operation[] = [];
    readonly replaced: Replacement[] = [];
    /** Errors, each once. */
    readonly errors: string[] = [];

    /** Adds an event of the engine. */
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
        const text = shortened(message.replaceAll(/<\{%[^%]*%\}>/g, "").trim());
        if (text === "" || /^(update|destroy|preview|refresh) (failed|canceled)$/.test(text)) return;
        if (!this.errors.includes(text)) this.errors.push(text);
    }
}

// Leaves out how a resource's protection can be removed by force.
function shortened(message: string): string {
    const [reason = "", ...rest] = message.split(/ To unprotect the resource/);
    const isProtection = rest.length > 0;
    return isProtection ? reason.replaceAll(/\s+/g, " ").replaceAll(/urn:\S*::([^:"]+)"/g, '$1"') : message;
}
