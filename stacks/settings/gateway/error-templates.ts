import { numericVariables, templateReference, templateVariables } from "../../../openapi/context-variables";
import { referenceProblem } from "./expressions";

const directive = /#(?:set|if|elseif|else|end|foreach|macro|stop|break)\b|#\{|##/;
const notVtl = "substitution of variables only: API Gateway does not process this template as VTL";

/**
 * The problems of the template of a gateway response. It has variables, and no VTL
 * (docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html).
 * @param mediaType such as `application/json`.
 */
export function templateProblems(mediaType: string, template: string): string[] {
    const found = directive.exec(template)?.[0];
    const problems = found === undefined ? [] : [`no "${found}", but ${notVtl}`];
    const references = [...new Set(template.match(templateReference) ?? [])];
    const own = references.flatMap((reference) => ownProblem(reference) ?? []);
    const all = [...problems, ...own];
    if (all.length > 0 || !/^application\/(.+\+)?json$/.test(mediaType)) return all;
    return jsonProblems(template);
}

function ownProblem(reference: string): string | undefined {
    if (/^\$(input|util)\b/.test(reference)) return `no "${reference}", but ${notVtl}`;
    return referenceProblem(reference.slice(1), templateVariables);
}

const quoted = "$context.error.messageString";

// A body is JSON only if the template is JSON with any values.
function jsonProblems(template: string): string[] {
    if (template.includes(`"${quoted}"`)) return [`${quoted} without quotes, as API Gateway quotes this value itself`];
    const unquoted = withoutStrings(template)
        .match(templateReference)
        ?.find((reference) => reference !== quoted && !numericVariables.has(reference.replace("$context.", "")));
    if (unquoted !== undefined) return [`"${unquoted}" with quotes around it, as its value has none`];
    try {
        JSON.parse(template.replaceAll(templateReference, (reference) => (reference === quoted ? '"x"' : "0")));
        return [];
    } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
        return [`JSON once the variables have values: ${error.message}`];
    }
}

function withoutStrings(json: string): string {
    return json.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""');
}
