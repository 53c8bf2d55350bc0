/*
 * Calls functions of the C library for the class JniLibrary, and hands out memory for them. See
 * SystemCalls for what can be called like this.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <jni.h>
#include <stdint.h>
#include <stdlib.h>

#define METHOD(type, name) \
  JNIEXPORT type JNICALL Java_network_golem_runtime_sdk_posix_JniLibrary_##name

typedef int64_t (*function)(jlong, jlong, jlong, jlong, jlong, jlong);

METHOD(jlong, address)(JNIEnv *env, jclass class, jbyteArray name) {
  jbyte *bytes = (*env)->GetByteArrayElements(env, name, NULL);
  if (bytes == NULL) {
    return 0; /* an OutOfMemoryError is pending */
  }
  jlong address = (jlong)(intptr_t)dlsym(RTLD_DEFAULT, (const char *)bytes);
  (*env)->ReleaseByteArrayElements(env, name, bytes, JNI_ABORT);
  return address;
}

METHOD(jlong, call)
(JNIEnv *env, jclass class, jlong called, jlong error, jlong a, jlong b, jlong c, jlong d, jlong e, jlong f) {
  jlong result = ((function)(intptr_t)called)(a, b, c, d, e, f);
  *(int32_t *)(intptr_t)error = errno; /* here, because the JVM makes calls of its own in between */
  return result;
}

METHOD(jlong, zeroed)(JNIEnv *env, jclass class, jlong size) {
  return (jlong)(intptr_t)calloc(1, (size_t)size);
}

METHOD(void, release)(JNIEnv *env, jclass class, jlong address) {
  free((void *)(intptr_t)address);
}

METHOD(jobject, buffer)(JNIEnv *env, jclass class, jlong address, jlong size) {
  return (*env)->NewDirectByteBuffer(env, (void *)(intptr_t)address, size);
}
