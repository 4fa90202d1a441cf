#include "read/reader.h"

#include <string.h>

#include "read/office.h"

static bool has_mimetype(package *package, const char *begins)
{
	struct buf bytes = BUF_INIT;
	bool found = package_has(package, "mimetype") &&
		     !package_read(package, &bytes, "mimetype", NULL) &&
		     !strncmp(bytes.data, begins, strlen(begins));

	buf_release(&bytes);
	return found;
}

static bool ends_in_ofd_xml(const char *name)
{
	size_t len = strlen(name);

	return len >= 8 && !strcmp(name + len - 8, "/OFD.xml");
}

static bool is_ofd(const package *package)
{
	for (size_t i = 0; i < package_count(package); i++)
		if (ends_in_ofd_xml(package_name(package, i)))
			return true;
	return package_has(package, "OFD.xml");
}

static office_fn *reader_for(package *package)
{
	if (docx_main_part(package))
		return docx_read;
	if (has_mimetype(package, "application/epub+zip") ||
	    package_has(package, "META-INF/container.xml"))
		return epub_read;
	if (has_mimetype(package, "application/vnd.oasis.opendocument") ||
	    (package_has(package, "content.xml") &&
	     package_has(package, "META-INF/manifest.xml")))
		return odf_read;
	return is_ofd(package) ? ofd_read : NULL;
}

static const char *media_type(const package *package)
{
	static const char office[] =
		"application/vnd.openxmlformats-officedocument";

	return package_has(package, "[Content_Types].xml") ? office :
	       "application/zip";
}

enum status reader_package(struct raw_document *out,
			   const struct reader_input *input, struct error *err)
{
	package *package;
	office_fn *read;
	enum status status = package_open(&package, input->bytes, input->len,
					  err);

	if (status)
		return status;
	read = reader_for(package);
	out->decoded.encoding = ENCODING_UTF8;
	out->whole = input->len;
	if (read)
		status = read(out, package, err);
	else
		status = error_set(err, STATUS_BAD_INPUT, "media-type: %s",
				   media_type(package));
	package_close(package);
	return status == STATUS_NOT_FOUND ? error_set(err, STATUS_BAD_INPUT,
		"zip-damaged: a part of the document is not there") : status;
}
