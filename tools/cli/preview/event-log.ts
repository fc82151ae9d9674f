import type { EngineEvent } from "@pulumi/pulumi/automation";
import { nameOf } from "../../cloud-simulator/state/urn";
import type { PreviewedResource, RuleFinding } from "./preview-result";

/** A violation as the engine reports it. */
export interface EngineFinding extends RuleFinding {
    /** Whether it lets the preview pass because the policy, or the message, is advisory. */
    readonly isAdvisory: boolean;
}

/** Resources, findings and errors from the events of an engine run. */
export class EventLog {
    /** Each resource once, in the order of registration. */
    readonly resources: PreviewedResource[] = [];
    /** Violations of any level. */
    readonly findings: EngineFinding[] = [];
    /** Errors without duplicates; violations are not among them. */
    readonly errors: string[] = [];

    private readonly seen = new Set<string>();

    /** Records an event. */
    add(event: EngineEvent): void {
        if (event.resourcePreEvent) this.addResource(event.resourcePreEvent);
        if (event.policyEvent) this.addFinding(event.policyEvent);
        if (event.diagnosticEvent?.severity === "error") this.addError(event.diagnosticEvent.message);
    }

    private addResource({ metadata }: NonNullable<EngineEvent["resourcePreEvent"]>): void {
        const { urn, type, op } = metadata;
        if (this.seen.has(urn) || isDefaultProvider(type, urn)) return;
        this.seen.add(urn);
        const parent = (metadata.new ?? metadata.old)?.parent;
        this.resources.push({ urn, type, name: nameOf(urn), op: wholeOperation(op), ...(parent && { parent }) });
    }

    private addFinding(event: NonNullable<EngineEvent["policyEvent"]>): void {
        const { policyName, resourceUrn, enforcementLevel } = event;
        const message = plain(event.message);
        // The SDK downgrades a policy that it could not run, so that its rule was not checked.
        const isAdvisory = enforcementLevel !== "mandatory" && !message.startsWith("can't run policy");
        this.findings.push({ policy: policyName, urn: resourceUrn ?? "", message, isAdvisory });
    }

    private addError(message: string): void {
        const text = withoutPackages(plain(message));
        // The engine ends with these for every reason. Those that follow a reported error only repeat it.
        if (/^(preview|update) (failed|canceled)$/.test(text)) return;
        if (this.errors.length > 0 && /^(One or more errors occurred|context canceled$)/.test(text)) return;
        if (text !== "" && !this.errors.includes(text)) this.errors.push(text);
    }
}

// A replacement has several steps, in an order that depends on whether the new resource is created first.
function wholeOperation(op: string): string {
    return op === "create-replacement" || op === "delete-replaced" ? "replace" : op;
}

// Created by the engine itself, whose own view omits them too.
function isDefaultProvider(type: string, urn: string): boolean {
    return type.startsWith("pulumi:providers:") && /^default(_|$)/.test(nameOf(urn));
}

// The engine writes colours as tags such as <{%fg 1%}>.
function plain(message: string): string {
    return message.replaceAll(/<\{%[^%]*%\}>/g, "").trim();
}

// Of a stack trace, only the project's lines help.
function withoutPackages(message: string): string {
    const isOfPackage = (line: string) => /^\s+at .*(\/node_modules\/|\(?node:)/.test(line);
    return message
        .split("\n")
        .filter((line) => !isOfPackage(line))
        .join("\n");
}
