package shop;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.security.SecurityScheme;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.multipart.MultipartFile;

/** A shop as springdoc's users write it. */
@SpringBootApplication
@OpenAPIDefinition(info = @Info(title = "Shop", version = "1.0"), security = @SecurityRequirement(name = "bearerAuth"))
@SecurityScheme(name = "bearerAuth", type = SecuritySchemeType.HTTP, scheme = "bearer", bearerFormat = "JWT")
public class ShopApplication {
    public static void main(String[] args) {
        SpringApplication.run(ShopApplication.class, args);
    }
}

enum Status { PLACED, PAID, SHIPPED }

@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Card.class, name = "card"),
    @JsonSubTypes.Type(value = Transfer.class, name = "transfer")
})
abstract class Payment {
    @NotNull public BigDecimal amount;
}

class Card extends Payment {
    @Pattern(regexp = "^[0-9]{16}$") public String number;
}

class Transfer extends Payment {
    public String iban;
}

class Customer {
    @Schema(accessMode = Schema.AccessMode.READ_ONLY) public Long id;
    @NotBlank @Size(max = 80) public String name;
    @Email public String email;
    @Schema(accessMode = Schema.AccessMode.WRITE_ONLY) public String password;
}

class Order {
    @Schema(accessMode = Schema.AccessMode.READ_ONLY, requiredMode = Schema.RequiredMode.REQUIRED) public UUID id;
    @NotNull @Valid public Customer customer;
    @NotNull public Payment payment;
    public Status status;
    @Size(min = 1, max = 50) public List<@NotBlank String> lines;
    @Schema(nullable = true) public Map<String, Object> notes;
    public OffsetDateTime placed;
}

record OrderPage(List<Order> content, int number, int totalPages, boolean last) {}

record Problem(String title, int status) {}

@RestControllerAdvice
class Errors {
    @ExceptionHandler(IllegalArgumentException.class)
    @ResponseStatus(HttpStatus.BAD_REQUEST)
    Problem invalid(IllegalArgumentException error) {
        return new Problem(error.getMessage(), 400);
    }
}

@RestController
@RequestMapping("/orders")
class OrderController {
    @GetMapping
    OrderPage list(
            @RequestParam(defaultValue = "0") @Min(0) int page,
            @RequestParam(defaultValue = "20") @Max(100) int size,
            @RequestParam(required = false) List<String> sort,
            @RequestParam(required = false) Status status) {
        return new OrderPage(List.of(), page, 1, true);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Order place(@Valid @RequestBody Order order) {
        return order;
    }

    @GetMapping("/{id}")
    ResponseEntity<Order> find(@PathVariable UUID id, @RequestHeader("X-Tenant") String tenant) {
        return ResponseEntity.notFound().build();
    }

    @PutMapping("/{id}/customer")
    Customer change(@PathVariable UUID id, @Valid @RequestBody Customer customer) {
        return customer;
    }

    @PatchMapping(path = "/{id}", consumes = "application/merge-patch+json")
    Order patch(@PathVariable UUID id, @RequestBody Map<String, Object> changes) {
        throw new IllegalArgumentException("nothing to change");
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void cancel(@PathVariable UUID id) {}

    @PostMapping(path = "/{id}/invoice", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    String upload(@PathVariable UUID id, @RequestPart MultipartFile file, @RequestPart(required = false) Problem about) {
        return "stored";
    }

    @GetMapping(path = "/{id}/invoice", produces = MediaType.APPLICATION_PDF_VALUE)
    Resource download(@PathVariable UUID id) {
        throw new IllegalArgumentException("no invoice");
    }

    @GetMapping("/count")
    long count(@CookieValue(required = false) String session) {
        return 0;
    }
}

@RestController
class PublicController {
    @Operation(summary = "Whether the shop is open", security = {})
    @GetMapping(path = "/open", produces = MediaType.TEXT_PLAIN_VALUE)
    String open() {
        return "yes";
    }
}
