import type { EngineEvent } from "@pulumi/pulumi/automation";
import { nameOf } from "../../cloud-simulator/state/urn";
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
        const text = shortened(message.replaceAll(/<\{%[^%]*%\}>/g, "").trim());
        if (text === "" || /^(update|destroy|preview|refresh) failed$/.test(text)) return;
        if (!this.errors.includes(text)) this.errors.push(text);
    }
}

// What the engine says of a protected resource, without the way to take the protection off by force.
function shortened(message: string): string {
    const [said = "", ...rest] = message.split(/ To unprotect the resource/);
    const isProtection = rest.length > 0;
    return isProtection ? said.replaceAll(/\s+/g, " ").replaceAll(/urn:\S*::([^:"]+)"/g, '$1"') : message;
}
