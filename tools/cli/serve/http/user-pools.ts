import type { DeployedHttpApi, JwtAuthorizer } from "../../../http-emulator/state/deployed-http-api";

/** A user pool of a stack. */
export interface UserPoolPlace {
    readonly region: string;
    readonly id: string;
}

/** The authorizers of an HTTP API that check JSON Web Tokens. */
export function tokenAuthorizers({ routes }: DeployedHttpApi): JwtAuthorizer[] {
    const all = routes.flatMap(({ authorizer }) => (authorizer?.type === "JWT" ? [authorizer] : []));
    return [...new Map(all.map((authorizer) => [authorizer.id, authorizer])).values()];
}

/** The user pool of an issuer of tokens (Cognito developer guide, "Verifying JSON web tokens"); undefined for another issuer. */
export function poolOfIssuer(issuer: string): UserPoolPlace | undefined {
    const found = /^https:\/\/cognito-idp\.(?<region>[a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/(?<id>[\w-]+)$/.exec(
        issuer,
    )?.groups;
    return found?.region === undefined || found.id === undefined ? undefined : { region: found.region, id: found.id };
}
