import * as pulumi from "@pulumi/pulumi";
import type { UserPool } from "../../infra/gateway/authorizers/user-pool";
import type { TokenAuthorizer } from "../../infra/gateway/http/authorizers";
import type { AwsPlace } from "../../openapi/aws-place";
import type { HttpApiDefinition } from "../apis/http-api-definition";
import type { Settings } from "../settings/schema";

/** Arguments of the checks of tokens. */
export interface TokenAuthorizersArgs {
    readonly settings: Settings;
    readonly httpApi: HttpApiDefinition;
    readonly userPool: UserPool | undefined;
    readonly place?: AwsPlace | undefined;
}

/** The issuers of the tokens that routes require, by the name of the security scheme. */
export function tokenAuthorizers(args: TokenAuthorizersArgs): Record<string, TokenAuthorizer> {
    const used = new Set(args.httpApi.routes.map(({ authorizer }) => authorizer));
    const { authorizers = {} } = args.settings;
    return Object.fromEntries(
        Object.entries(authorizers).flatMap(([scheme, { type, issuer = "", audiences = [] }]) => {
            if (!used.has(scheme)) return [];
            return [[scheme, type === "jwt" ? { issuer, audiences } : ofOwnPool(args)]];
        }),
    );
}

// docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html
function ofOwnPool({ userPool, place }: TokenAuthorizersArgs): TokenAuthorizer {
    if (userPool === undefined || place === undefined) throw new Error("no user pool for the tokens of the HTTP API");
    const suffix = place.partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
    return {
        issuer: pulumi.interpolate`https://cognito-idp.${place.region}.${suffix}/${userPool.userPoolId}`,
        audiences: Object.values(userPool.appClientIds),
    };
}
