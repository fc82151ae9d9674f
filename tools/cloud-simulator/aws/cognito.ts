import { documentation, named, type ResourceTypes } from "../resources/resource-type";
import { creationTime } from "../resources/template";
import { mapOf, text } from "../state/property-values";

const host = "cognito-idp.{region}.amazonaws.com";

/** Amazon Cognito user pools. */
export const cognito: ResourceTypes = {
    "aws:cognito/userPool:UserPool": {
        id: "{region}_{alnum:9}",
        autoName: named,
        defaults: { deletionProtection: "INACTIVE", mfaConfiguration: "OFF" },
        outputs: {
            adminCreateUserConfig: { allowAdminCreateUserOnly: false },
            arn: "arn:aws:cognito-idp:{region}:{account}:userpool/{id}",
            creationDate: creationTime,
            customDomain: "",
            domain: "",
            endpoint: `${host}/{id}`,
            emailVerificationMessage: "Your verification code is {####}.",
            emailVerificationSubject: "Your verification code",
            estimatedNumberOfUsers: 0,
            lastModifiedDate: creationTime,
            // docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html
            passwordPolicy: {
                minimumLength: 8,
                requireLowercase: true,
                requireNumbers: true,
                requireSymbols: true,
                requireUppercase: true,
                temporaryPasswordValidityDays: 7,
            },
            signInPolicy: { allowedFirstAuthFactors: ["PASSWORD"] },
            smsConfiguration: { externalId: "", snsCallerArn: "", snsRegion: "" },
            smsVerificationMessage: "",
            usernameConfiguration: { caseSensitive: false },
            userPoolTier: "ESSENTIALS",
            verificationMessageTemplate: { defaultEmailOption: "CONFIRM_WITH_CODE" },
        },
        replaceOn: ["aliasAttributes", "name", "usernameAttributes", "usernameConfiguration"],
        source: "cognitoidp/user_pool.go",
        serves: true,
        price: { notEstimated: "Cognito, by the number of active users" },
    },
    "aws:cognito/resourceServer:ResourceServer": {
        id: "{userPoolId}|{identifier}",
        autoName: named,
        outputs: { scopeIdentifiers: [] },
        computed: ({ identifier, scopes }) =>
            Array.isArray(scopes)
                ? { scopeIdentifiers: scopes.map((scope) => `${text(identifier)}/${text(mapOf(scope).scopeName)}`) }
                : {},
        tagged: false,
        required: ["identifier", "userPoolId"],
        replaceOn: ["identifier", "name", "userPoolId"],
        source: "cognitoidp/resource_server.go",
        serves: false,
        price: "free",
    },
    "aws:cognito/userPoolClient:UserPoolClient": {
        id: "{alnum:26}",
        autoName: named,
        outputs: {
            accessTokenValidity: 1,
            allowedOauthFlows: [],
            allowedOauthFlowsUserPoolClient: false,
            allowedOauthScopes: [],
            authSessionValidity: 3,
            callbackUrls: [],
            clientSecret: "",
            defaultRedirectUri: "",
            enablePropagateAdditionalUserContextData: false,
            enableTokenRevocation: true,
            explicitAuthFlows: [],
            idTokenValidity: 1,
            logoutUrls: [],
            preventUserExistenceErrors: "",
            readAttributes: [],
            refreshTokenValidity: 30,
            supportedIdentityProviders: [],
            writeAttributes: [],
        },
        tagged: false,
        required: ["userPoolId"],
        replaceOn: ["generateSecret", "userPoolId"],
        source: "cognitoidp/user_pool_client.go",
        serves: true,
        price: "free",
    },
    "aws:cognito/userPoolDomain:UserPoolDomain": {
        id: "{domain}",
        outputs: {
            awsAccountId: "{account}",
            cloudfrontDistribution: "{alnum:13}.cloudfront.net",
            cloudfrontDistributionArn: "{alnum:13}.cloudfront.net",
            // The hosted zone of every distribution.
            cloudfrontDistributionZoneId: "Z2FDTNDATAQYW2",
            managedLoginVersion: 1,
            s3Bucket: "aws-cognito-prod-{region}-assets",
            version: "20250101000000",
        },
        tagged: false,
        required: ["domain", "userPoolId"],
        replaceOn: ["domain", "userPoolId"],
        source: "cognitoidp/user_pool_domain.go",
        serves: true,
        price: "free",
    },
    "aws:cognito/userGroup:UserGroup": {
        id: "{userPoolId}/{name}",
        autoName: named,
        tagged: false,
        required: ["userPoolId"],
        replaceOn: ["name", "userPoolId"],
        source: documentation,
        serves: false,
        price: "free",
    },
};
