import type { Log, ReportingDescriptor, Result } from "sarif";
import { type PolicyInfo, readmeUrl } from "../../../../policy/contract/policy";
import { catalogue } from "../../../../policy/pack/catalogue";
import { waiverText } from "../../preview/verdicts";
import type { Report, ReportedFinding, WaivedFinding } from "../facts/report-schema";

/** GitHub sorts alerts by this number (docs.github.com, "SARIF support for code scanning", security-severity). */
const scores: Readonly<Record<PolicyInfo["severity"], string>> = { critical: "9.5", high: "8.0", medium: "5.5" };

/** Renders a report as SARIF 2.1.0 for code scanning: a rule for each policy, a result with file and line for each finding. */
export function asSarif(report: Report): string {
    const findings = report.rules.flatMap((rule) => rule.findings);
    const warnings = report.rules.flatMap((rule) => [...rule.undecided, ...rule.warnings]);
    const waived = report.rules.flatMap((rule) => rule.waived);
    const log: Log = {
        $schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [
            {
                tool: { driver: { name: "gatehouse", rules: catalogue().map(descriptor) } },
                // Each stack is a separate analysis, so that one does not close another's alerts.
                automationDetails: { id: `gatehouse/${report.stack}/` },
                columnKind: "utf16CodeUnits",
                invocations: [
                    {
                        executionSuccessful: report.verdict !== "failed",
                        toolExecutionNotifications: report.errors.map((text) => ({
                            level: "error",
                            message: { text },
                        })),
                    },
                ],
                results: [
                    ...findings.map((finding) => result(finding)),
                    ...warnings.map((finding) => result(finding, "warning")),
                    ...waived.map(suppressed),
                ],
            },
        ],
    };
    return `${JSON.stringify(log, undefined, 2)}\n`;
}

function descriptor(policy: PolicyInfo): ReportingDescriptor {
    const { name, ruleId, displayName, description, remediationSteps, severity, tags } = policy;
    return {
        id: name,
        name: displayName,
        shortDescription: { text: description },
        fullDescription: { text: `${ruleId}: ${description}` },
        help: {
            text: `${remediationSteps} See ${readmeUrl(policy)}.`,
            markdown: `**${ruleId}** ${description}\n\n${remediationSteps}\n\nSee \`${readmeUrl(policy)}\`.`,
        },
        defaultConfiguration: { level: "error" },
        properties: { tags: ["security", ruleId, ...tags], "security-severity": scores[severity] },
    };
}

function result(finding: ReportedFinding, level: Result.level = "error"): Result {
    const { policy, message, location, urn, fingerprint } = finding;
    const logical = urn === "" ? [] : [{ fullyQualifiedName: urn, kind: "resource" }];
    return {
        ruleId: policy,
        ruleIndex: catalogue().findIndex(({ name }) => name === policy),
        level,
        message: { text: message },
        locations: [
            {
                physicalLocation: {
                    artifactLocation: { uri: encodeURI(location.file), uriBaseId: "%SRCROOT%" },
                    region: { startLine: location.line ?? 1 },
                },
                logicalLocations: logical,
            },
        ],
        partialFingerprints: { "gatehouseFinding/v1": fingerprint },
        // If one result of a run has suppressions, every result needs the property (SARIF 2.1.0, 3.27.23).
        suppressions: [],
    };
}

function suppressed(finding: WaivedFinding): Result {
    const justification = waiverText(finding);
    return { ...result(finding), suppressions: [{ kind: "external", status: "accepted", justification }] };
}
